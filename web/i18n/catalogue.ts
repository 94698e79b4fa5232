export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

/** A text in every language; menu labels and other single texts are written this way. */
export type Text = Record<Language, string>

/** The texts of one folder: the same keys in every language. */
export interface Catalogue<Keys extends Record<string, string>> {
  en: Keys
  fr: Record<keyof Keys, string>
}

export type TextValues = Record<string, string | number>

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Bare}|${string}` ? Bare : Name) | NamesIn<Rest>
  : never

/** What must be passed for a text: nothing, or a value for each `{name}` in its English wording. */
export type ValuesFor<S extends string> = [NamesIn<S>] extends [never]
  ? []
  : [values: Record<NamesIn<S>, string | number>]

/** Declares the texts of a folder; TypeScript refuses a key that a language lacks. */
export function catalogue<const Keys extends Record<string, string>>(texts: Catalogue<Keys>): Catalogue<Keys> {
  return texts
}

/**
 * Fills in a text: `{name}` takes a value, `{n|event|events}` chooses the wording by the number n.
 * A value that is missing leaves the placeholder visible, so that it is noticed.
 */
export function format(text: string, language: Language, values: TextValues = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined || other === undefined) {
      return typeof value === 'number' ? value.toLocaleString(language) : value
    }
    return new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : other
  })
}
