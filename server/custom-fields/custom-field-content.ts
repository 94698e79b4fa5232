import { type ContentItem, type ContentKind, contentItem, planItem } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { CUSTOM_FIELD_LIMIT, type CustomFieldType, type FieldSection } from '@tocsin/contracts/custom-field.ts'
import { z } from 'zod'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { changeCustomField } from './change-custom-field.ts'
import { createCustomField } from './create-custom-field.ts'
import { deleteCustomField } from './delete-custom-field.ts'
import type { Field } from './field.ts'
import { alignOptions, type FieldBody, toFieldBody, withoutDoubles } from './field-body.ts'
import { countFreeSlots, findDeletedField, listFields, reviveField } from './field-store.ts'

const sections: FieldSection[] = ['incidents', 'triage']

/**
 * Custom fields as content (MSSP-40 … MSSP-47). `opt_N` never travels (MSSP-44); a field is known by its id, or adopted
 * when one of the same name and type is there; values of lists are merged by id (MSSP-46).
 */
export const customFieldContent: ContentKind<Tx, Actor> = {
  kind: 'custom-field',
  overridable: [],
  async list(tx) {
    const fields = await ownFields(tx)
    return fields.map((field) => toItem(field)).map(({ kind, id, name, hash }) => ({ kind, id, name, hash }))
  },
  async export(tx, id) {
    const field = (await ownFields(tx)).find((each) => each.id === id)
    return field ? toItem(field) : null
  },
  async plan(tx, item, options) {
    const found = await find(tx, item)
    const { write: _write, result: _result, ...plan } = planItem(item.body, found.ours, options)
    if (found.blocked === null) return plan
    return { ...plan, verdict: 'blocked', reasons: [found.blocked] }
  },
  async apply(tx, actor, item, options) {
    const found = await find(tx, item)
    if (found.blocked !== null) throw new Failure('wrong_state', found.blocked)
    const plan = planItem(item.body, found.ours, options)
    if (plan.verdict === 'conflict' && options.policy === 'stop') {
      throw new Failure(
        'wrong_state',
        `The custom field "${item.name}" was changed here and in the console: ${plan.reasons.join(' ')}`,
      )
    }
    if (found.field && found.field.id !== item.id) await adopt(tx, actor, found.field, item.id)
    if (plan.write !== undefined) await write(tx, actor, item.id, readBody(plan.write), found)
    const now = await customFieldContent.export(tx, item.id)
    return {
      result: plan.result,
      hash: now?.hash ?? item.hash,
      conflicts: plan.conflicts,
      overridesKept: plan.overridesKept,
      warnings: [],
    }
  },
  async remove(tx, actor, id) {
    const field = (await ownFields(tx)).find((each) => each.id === id)
    if (field) await deleteCustomField(tx, actor, field.id)
  },
  dependenciesOf: () => [],
}

interface Found {
  field: Field | null
  /** Its body, with the ids that the console gave to values of the same name. */
  ours: Json | null
  /** Why the item cannot come here (MSSP-45). */
  blocked: string | null
}

async function find(tx: Tx, item: ContentItem): Promise<Found> {
  const body = readBody(item.body)
  const fields = await listFields(tx, body.section)
  const known = fields.find((field) => field.id === item.id) ?? null
  const namesake = fields.find((field) => field.name.toLowerCase() === body.name.toLowerCase()) ?? null
  const field = known ?? namesake
  const blocked = await whyBlocked(tx, item.id, body, known, namesake)
  return { field, blocked, ours: field?.custom ? (alignOptions(toFieldBody(field), body) as unknown as Json) : null }
}

async function whyBlocked(
  tx: Tx,
  id: string,
  body: FieldBody,
  known: Field | null,
  namesake: Field | null,
): Promise<string | null> {
  if (namesake && !namesake.custom) return `"${body.name}" is the name of a default field here.`
  if (known && known.type !== body.type) return `"${known.name}" has the type ${known.type} here, not ${body.type}.`
  if (known && namesake && namesake.id !== known.id) return `Another field here is already called "${body.name}".`
  if (!known && namesake && namesake.type !== body.type) {
    return `A field "${body.name}" of the type ${namesake.type} is here already, and the pushed one is ${body.type}.`
  }
  if (known || namesake || (await findDeletedField(tx, id))) return null
  const free = await countFreeSlots(tx, body.section, CUSTOM_FIELD_LIMIT)
  return free > 0 ? null : `All ${CUSTOM_FIELD_LIMIT} custom fields of ${body.section} are used here.`
}

async function write(tx: Tx, actor: Actor, id: string, body: FieldBody, found: Found): Promise<void> {
  const { section, type, options, ...settings } = body
  const values = withoutDoubles(options)
  if (!found.field && !(await reviveField(tx, id))) {
    await createCustomField(tx, actor, { id, section, type: type as CustomFieldType, options: values, ...settings })
    return
  }
  await changeCustomField(tx, actor, id, { ...settings, ...(type === 'list' ? { options: values } : {}) })
}

/** From now on the field is known by the console's id; its number and its data stay. */
async function adopt(tx: Tx, actor: Actor, field: Field, id: string): Promise<void> {
  await tx.sql.updateTable('fields').set({ id }).where('id', '=', field.id).execute()
  await emit(tx, actor, {
    type: 'CustomFieldAdopted',
    subject: { kind: 'custom-fields', id },
    before: { id: field.id, name: field.name },
    after: { id, name: field.name },
  })
}

async function ownFields(tx: Tx): Promise<Field[]> {
  const all = await Promise.all(sections.map((section) => listFields(tx, section)))
  return all.flat().filter((field) => field.custom)
}

function toItem(field: Field): ContentItem {
  const body = toFieldBody(field) as unknown as Json
  return contentItem({ kind: 'custom-field', id: field.id, name: field.name, body, dependsOn: [] })
}

const bodySchema: z.ZodType<FieldBody> = z.object({
  section: z.enum(['incidents', 'triage']),
  name: z.string().min(1).max(255),
  type: z.enum(['text', 'list', 'numeric', 'checkbox', 'datetime', 'ip']),
  options: z.array(
    z.object({ id: z.string().min(1).max(100), label: z.string().min(1).max(255), retired: z.boolean() }),
  ),
  required: z.boolean(),
  useAsFilter: z.boolean(),
  useInNotifications: z.boolean(),
  defaultValue: z.json(),
  help: z.string().max(4000),
})

/** Throws `unreadable_file` for what is no custom field, or one of a type that this version does not know. */
function readBody(body: Json): FieldBody {
  const read = bodySchema.safeParse(body)
  if (read.success) return read.data
  throw new Failure(
    'unreadable_file',
    `This custom field cannot be read here: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
  )
}
