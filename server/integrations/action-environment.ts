import type { InputField } from '@tocsin/contracts/integration.ts'
import { Failure, type Tx } from '../platform/index.ts'
import { checkFieldValue } from './check-field-value.ts'
import type { ActionRow, ResourceRow } from './integration-store.ts'
import { secretPlace } from './save-resource.ts'

/** Everything a script gets: connection fields and inputs share one name space of environment variables (OIF-04). */
export interface ActionEnvironment {
  variables: Record<string, string>
  /** Names of the variables that must never be shown. */
  secrets: string[]
}

/** The connection's part: settings as text, secrets opened for this run only. */
export function connectionEnvironment(tx: Tx, resource: ResourceRow | null): ActionEnvironment {
  if (!resource) return { variables: {}, secrets: [] }
  const opened = Object.entries(resource.secrets).map(([field, secret]) => [
    field,
    tx.instance.secrets.open(secret.sealed, secretPlace(resource.id, field)),
  ])
  return { variables: { ...resource.settings, ...Object.fromEntries(opened) }, secrets: Object.keys(resource.secrets) }
}

/** The inputs' part, checked as the form checks them; an input that is not given takes the field's default. */
export function inputEnvironment(action: ActionRow, inputs: Record<string, unknown>): Record<string, string> {
  const problems: { path: string; message: string }[] = []
  const variables: Record<string, string> = {}
  for (const field of action.fields) {
    const value = toVariable(field, inputs[field.id])
    const problem = value === '' ? (field.required ? `${field.label} is required` : null) : checkInput(field, value)
    if (problem) problems.push({ path: `inputs.${field.id}`, message: problem })
    variables[field.id] = value
  }
  if (problems.length > 0) {
    const list = problems.map(({ message }) => message).join('; ')
    throw new Failure('invalid_input', `${action.name}: ${list}.`, problems)
  }
  return variables
}

const lists = new Set(['multilist', 'tag'])

function checkInput(field: InputField, value: string): string | null {
  return lists.has(field.type) ? null : checkFieldValue(field, value)
}

/** Lists go as JSON text, check boxes as `true` or `false`, nothing as empty text (formats.md 1). */
function toVariable(field: InputField, value: unknown): string {
  const given = value === undefined || value === null || value === '' ? (field.default ?? '') : value
  if (typeof given === 'string') return given
  if (typeof given === 'number' || typeof given === 'boolean') return String(given)
  return JSON.stringify(given)
}
