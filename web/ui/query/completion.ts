/** A field that can be searched, for completion and the cheat sheet (INC-20, INC-21). */
export interface QueryField {
  name: string
  label: string
  kind: 'text' | 'number' | 'time' | 'choice' | 'user' | 'flag'
  /** Values worth offering. */
  values?: string[]
}

export interface Completion {
  /** What is replaced: from here to the caret. */
  from: number
  options: { text: string; hint: string }[]
}

const operators: Record<QueryField['kind'], string[]> = {
  text: [':', '~', '!=', '!~', 'IN ', 'IS EMPTY'],
  number: [':', '>', '>=', '<', '<=', '!=', 'IS EMPTY'],
  time: ['>', '<', '>=', '<=', 'IS EMPTY'],
  choice: [':', '!=', 'IN ', 'IS EMPTY'],
  user: [':', '!=', 'IS EMPTY', 'IS NOT EMPTY'],
  flag: [':'],
}

const offered: Partial<Record<QueryField['kind'], string[]>> = {
  time: ['-1h', '-24h', '-7d', '-30d', 'now'],
  user: ['me'],
  flag: ['true', 'false'],
}

const quoted = (value: string) => (/^[\w.@/-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`)

const startsLike = (text: string, typed: string) => text.toLowerCase().startsWith(typed.toLowerCase())

/** What may follow at the caret: a value after `field operator`, an operator after a field, else a field or a word. */
export function completionAt(text: string, caret: number, fields: QueryField[]): Completion {
  const before = text.slice(0, caret)
  const named = (name: string) =>
    fields.find((field) => [field.name, field.label].some((one) => one.toLowerCase() === name.toLowerCase()))

  const value = /([\w.]+|"[^"]+")\s*(?::|=|!=|>=?|<=?|!?~)\s*("?)([^\s"()]*)$/.exec(before)
  const valueField = value && named((value[1] ?? '').replaceAll('"', ''))
  if (value && valueField) {
    const typed = value[3] ?? ''
    const values = [...(valueField.values ?? []), ...(offered[valueField.kind] ?? [])]
    return {
      from: caret - typed.length - (value[2] ?? '').length,
      options: values
        .filter((one) => startsLike(one, typed) && one !== typed)
        .map((one) => ({ text: `${quoted(one)} `, hint: valueField.label })),
    }
  }

  const after = /(?:^|[\s(])([\w.]+)\s+$/.exec(before)
  const afterField = after && named(after[1] ?? '')
  if (afterField) {
    return {
      from: caret,
      options: operators[afterField.kind].map((operator) => ({ text: operator, hint: afterField.label })),
    }
  }

  const typed = /[\w.]*$/.exec(before)?.[0] ?? ''
  const from = caret - typed.length
  const isInString = (before.slice(0, from).match(/"/g)?.length ?? 0) % 2 === 1
  if (isInString) return { from, options: [] }
  const isAfterTerm = /[\w")*]\s+$/.test(before.slice(0, from)) && !/\b(AND|OR|NOT)\s+$/.test(before.slice(0, from))
  const words = isAfterTerm ? ['AND ', 'OR '] : typed ? [] : ['NOT ']
  return {
    from,
    options: [
      ...words.filter((word) => startsLike(word, typed)).map((word) => ({ text: word, hint: '' })),
      ...fields
        .filter((field) => !isAfterTerm && (startsLike(field.name, typed) || (typed && startsLike(field.label, typed))))
        .map((field) => ({ text: `${field.name}${field.kind === 'time' ? ' > ' : ':'}`, hint: field.label })),
    ],
  }
}

/** The text and the caret after taking an option. */
export function applyCompletion(
  text: string,
  caret: number,
  completion: Completion,
  option: string,
): { text: string; caret: number } {
  const next = text.slice(0, completion.from) + option + text.slice(caret).replace(/^\s+/, '')
  return { text: next, caret: completion.from + option.length }
}
