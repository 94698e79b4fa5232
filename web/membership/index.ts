export { grantTexts } from './grant-texts.ts'
export { KeyRotation } from './KeyRotation.tsx'
