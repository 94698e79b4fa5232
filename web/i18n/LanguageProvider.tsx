import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { config } from 'zod'
import { en, fr } from 'zod/locales'
import { type Catalogue, format, type Language, languages, type Text, type ValuesFor } from './catalogue.ts'

const storageKey = 'tocsin/language'

const LanguageContext = createContext<{ language: Language; setLanguage(language: Language): void }>({
  language: 'en',
  setLanguage: () => {},
})

function initialLanguage(): Language {
  const wanted = localStorage.getItem(storageKey) ?? navigator.language.slice(0, 2)
  return languages.find((language) => language === wanted) ?? 'en'
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState(initialLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    config(language === 'fr' ? fr() : en())
  }, [language])
  const value = useMemo(
    () => ({
      language,
      setLanguage(next: Language) {
        localStorage.setItem(storageKey, next)
        setState(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export function useLanguage() {
  return useContext(LanguageContext)
}

/** The function that gives the texts of a catalogue in the user's language: `t('selected', { n: 3 })`. */
export function useTexts<Keys extends Record<string, string>>(texts: Catalogue<Keys>) {
  const { language } = useLanguage()
  return useMemo(
    () =>
      <Key extends keyof Keys & string>(key: Key, ...[values]: ValuesFor<Keys[Key]>): string =>
        format(texts[language][key], language, values),
    [texts, language],
  )
}

/** The user's wording of a single text, such as a menu label. */
export function useText() {
  const { language } = useLanguage()
  return (text: Text) => text[language]
}
