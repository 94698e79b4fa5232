export { grantTexts } from './grant-texts.ts'
