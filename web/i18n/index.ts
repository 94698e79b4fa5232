export { type Catalogue, catalogue, type Language, languages, type Text } from './catalogue.ts'
export { LanguageProvider, useLanguage, useText, useTexts } from './LanguageProvider.tsx'
