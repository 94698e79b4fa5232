export type { NodeProgress } from './canvas/flow.ts'
export { useKindName } from './canvas/node-names.ts'
export { PlaybookCanvas, type PlaybookCanvasProps } from './canvas/PlaybookCanvas.tsx'
export { RunPlaybookDialog } from './RunPlaybookDialog.tsx'
