export { EntityDialog } from './EntityDialog.tsx'
export { EntityTable } from './EntityTable.tsx'
export { EntityTags } from './EntityTags.tsx'
export { entityTexts } from './texts.ts'
