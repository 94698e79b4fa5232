import type { Json } from '@tocsin/contracts'
import type { RuleMapping } from '@tocsin/contracts/automation-rule.ts'
import { evaluatePath, parsePath, renderTemplate, toText, type ValueSource } from '@tocsin/engine'
import { type FoundEntity, harvestValue, normaliseValue, recogniseValue } from '../entities/index.ts'
import { readMoment, storable, storableText, valuesAt } from './alert-value.ts'

/** What a rule makes of an alert before anything is created. */
export interface MappedAlert {
  /** By internal name; `undefined` never occurs. */
  fields: Record<string, Json>
  artifacts: { name: string; value: string }[]
  entities: FoundEntity[]
}

export interface MappingRule {
  mappings: readonly RuleMapping[]
  harvest: { path: string | null } | null
}

const listFields = new Set(['type', 'incident_category', 'tags'])
const htmlFields = new Set(['additional_info'])
const longest: Record<string, number> = { name: 255, title: 1000, description: 2000 }

/** Applies the mapping rows of a rule (RUL-08). `internalNameOf` gives the `opt_N` of a custom field by its id. */
export function mapAlert(
  rule: MappingRule,
  alert: unknown,
  internalNameOf: (customFieldId: string) => string | undefined,
): MappedAlert {
  const mapped: MappedAlert = { fields: {}, artifacts: [], entities: [] }
  for (const row of rule.mappings) {
    const value = translate(row, readSource(row, alert))
    if (value === undefined) continue
    const { to } = row
    if (to.kind === 'artifact') {
      for (const item of listOf(value)) mapped.artifacts.push({ name: to.name, value: storableText(item) })
    } else if (to.kind === 'entity') {
      mapped.entities.push(...listOf(value).flatMap((item) => entityOf(to.type, storableText(item))))
    } else {
      const name = to.kind === 'field' ? to.name : internalNameOf(to.id)
      if (name !== undefined) setField(mapped.fields, name, storable(value))
    }
  }
  if (rule.harvest) {
    const part = rule.harvest.path ? evaluatePath(parsePath(rule.harvest.path), alert) : alert
    mapped.entities.push(...harvestValue(storable(part)))
  }
  return mapped
}

function readSource({ from, to }: RuleMapping, alert: unknown): unknown {
  if ('constant' in from) return from.constant
  if ('path' in from) {
    const value = evaluatePath(parsePath(from.path), alert)
    return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value
  }
  const source: ValueSource = { params: alert, scope: () => undefined, node: () => undefined }
  const html = to.kind === 'field' && htmlFields.has(to.name)
  return renderTemplate(from.template, source, { html })
}

function translate(row: RuleMapping, value: unknown): unknown {
  if (value === undefined || value === null) return row.otherwise
  if (!row.values) return value
  const table = new Map(Object.entries(row.values).map(([key, each]) => [key.toLowerCase(), each]))
  const one = (item: unknown) => table.get(toText(item).trim().toLowerCase()) ?? row.otherwise ?? item
  return Array.isArray(value) ? value.map(one) : one(value)
}

function listOf(value: unknown): unknown[] {
  return (Array.isArray(value) ? value.flat(5) : [value]).filter((item) => toText(item) !== '')
}

function entityOf(type: FoundEntity['type'] | null, text: string): FoundEntity[] {
  if (type === null) return [recogniseValue(text)]
  const value = normaliseValue(type, text)
  return value === null ? [] : [{ type, value }]
}

function setField(fields: Record<string, Json>, name: string, value: unknown): void {
  if (listFields.has(name)) {
    const before = fields[name]
    const items = [...(Array.isArray(before) ? before : []), ...listOf(value).map(toText)]
    fields[name] = [...new Set(items)]
  } else if (name === 'starttime') {
    const moment = readMoment(value)
    if (moment) fields[name] = moment.toISOString()
  } else if (/^opt_\d+$/.test(name)) {
    fields[name] = Array.isArray(value) && value.length === 1 ? (value[0] as Json) : (value as Json)
  } else {
    fields[name] = shorten(listOf(value).map(toText).join(', '), longest[name])
  }
}

function shorten(text: string, most: number | undefined): string {
  return most !== undefined && text.length > most ? `${storableText(text.slice(0, most - 1))}…` : text
}

/** The values by which an alert is grouped, as text; missing ones are empty. */
export function groupValues(paths: readonly string[], alert: unknown): string[] {
  return paths.map((path) => valuesAt(parsePath(path), alert).map(storableText).join(', '))
}
