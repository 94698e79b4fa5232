import type { ValueField } from '../values/ValueInput.tsx'

/** A field that is not an action's: resource, authorizer, sides of a condition. */
export function fieldOf(
  label: string,
  options: { type?: string; hint?: string; choices?: readonly string[]; required?: boolean } = {},
): ValueField {
  return {
    label,
    type: options.type ?? 'text',
    required: options.required ?? false,
    default: null,
    hint: options.hint ?? null,
    values: (options.choices ?? []).map((text) => ({ key: text, text })),
  }
}
