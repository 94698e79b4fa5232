import type { FieldOption } from '@tocsin/contracts/custom-field.ts'

/** The values of a list on one line, retired ones left out. */
export function optionSummary(options: FieldOption[]): string {
  return options
    .filter((option) => !option.retired)
    .map((option) => option.label)
    .join(', ')
}

/** Lines of a text as new values: trimmed, without repetitions and those that are there already (CF-11). */
export function newLabels(text: string, present: string[]): string[] {
  const taken = new Set(present.map((label) => label.trim().toLowerCase()))
  return text.split(/\r?\n/).flatMap((line) => {
    const label = line.trim()
    if (!label || taken.has(label.toLowerCase())) return []
    taken.add(label.toLowerCase())
    return [label]
  })
}
