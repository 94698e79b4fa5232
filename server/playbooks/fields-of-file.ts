import type { ExchangePlaybook } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type CustomField, customFieldType } from '@tocsin/contracts/custom-field.ts'
import { z } from 'zod'
import { createCustomField, type Field, listFields } from '../custom-fields/index.ts'
import { type Actor, may, type Tx } from '../platform/index.ts'
import { type FieldUse, fieldKey, readFieldKey } from './fields-of-graph.ts'

/** The key of our own in which a file describes the fields that its graph names by number. */
export const FIELDS_KEY = 'x_fields'

const described = z.object({
  name: z.string().trim().min(1).max(255),
  type: customFieldType,
  options: z.array(z.string().trim().min(1).max(255)).max(1000).default([]),
  help: z.string().max(4000).default(''),
})

export interface FieldOutcome {
  section: CustomField['section']
  name: string
  internalName: string
  outcome: 'found' | 'created'
}

export interface BroughtFields {
  outcomes: FieldOutcome[]
  /** The number here of a field that the file calls so; null where it is neither here nor could be created. */
  numberOf(use: FieldUse): string | null | undefined
  warnings: string[]
}

export function describeFields(fields: readonly CustomField[]): Record<string, Json> {
  return Object.fromEntries(
    fields.map((field) => {
      const { name, type, help } = field
      const options = field.options.filter(({ retired }) => !retired).map(({ label }) => label)
      return [fieldKey(field), { name, type, ...(options.length > 0 ? { options } : {}), ...(help ? { help } : {}) }]
    }),
  )
}

/** Finds the fields that a file describes by their names, and creates those that are not here (MSSP-44). */
export async function bringFields(tx: Tx, actor: Actor, playbook: ExchangePlaybook): Promise<BroughtFields> {
  const outcomes: FieldOutcome[] = []
  const warnings: string[] = []
  const numbers = new Map<string, string | null>()
  const given = z.record(z.string(), z.unknown()).safeParse(playbook.extra[FIELDS_KEY]).data ?? {}
  for (const [key, value] of Object.entries(given)) {
    const use = readFieldKey(key)
    const { data: wanted, error } = described.safeParse(value)
    if (!use || !wanted) {
      const why = error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(', ') ?? 'unknown name'
      warnings.push(`${playbook.name}: ${FIELDS_KEY}.${key} cannot be understood and was left out: ${why}.`)
      continue
    }
    const known = (await listFields(tx, use.section)).find((each) => same(each.name, wanted.name))
    if (known) {
      warnings.push(...unlike(playbook.name, wanted, known))
      numbers.set(key, known.internalName)
      outcomes.push({ section: use.section, name: known.name, internalName: known.internalName, outcome: 'found' })
    } else if (may(actor, 'custom-field.configure')) {
      const { section } = use
      const options = wanted.type === 'list' ? wanted.options.map((label) => ({ label })) : []
      const created = await createCustomField(tx, actor, { section, ...wanted, options })
      numbers.set(key, created.internalName)
      outcomes.push({ section, name: created.name, internalName: created.internalName, outcome: 'created' })
    } else {
      numbers.set(key, null)
      warnings.push(`The field "${wanted.name}" is not here, and your profile may not create custom fields.`)
    }
  }
  return { outcomes, numberOf: (use) => numbers.get(fieldKey(use)), warnings }
}

function unlike(playbook: string, wanted: z.infer<typeof described>, known: Field): string[] {
  if (wanted.type !== known.type) {
    return [
      `${playbook}: the field "${known.name}" is ${known.type} here, but was ${wanted.type} where the file is from.`,
    ]
  }
  const missing = wanted.options.filter((label) => !known.options.some((option) => same(option.label, label)))
  if (missing.length === 0) return []
  return [`${playbook}: the field "${known.name}" has no value ${missing.map((each) => `"${each}"`).join(', ')} here.`]
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
