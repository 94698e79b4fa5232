export { ActionOutput, type ActionOutputProps } from './ActionOutput.tsx'
export { actionColour } from './action-colour.ts'
export { FieldInput, type FieldValue, splitList } from './FieldInput.tsx'
export { IntegrationLogo } from './IntegrationLogo.tsx'
