import type {
  AutomationRule,
  createAutomationRule,
  MappingSource,
  MappingTarget,
  RuleAction,
  RuleFilter,
  RuleMapping,
} from '@tocsin/contracts/automation-rule.ts'
import type { BodyInputOf } from '@tocsin/contracts/endpoint.ts'
import { entityType } from '@tocsin/contracts/entity.ts'
import type { Json } from '@tocsin/contracts/lists.ts'

export type FromKind = 'path' | 'template' | 'constant'
export type ToKind = 'field' | 'artifact' | 'entity'

/** A row of the mapping while it is edited; `key` is its identity on the screen. */
export interface MappingDraft {
  key: string
  fromKind: FromKind
  from: string
  toKind: ToKind
  /** Internal name, `custom:<id>` of a field known only by its id, name of an artifact, or type of an entity. */
  to: string
  values: { seen: string; becomes: string }[]
  otherwise: string
  /** As loaded: values that are no texts come back as they were unless their text was changed. */
  loaded?: RuleMapping
}

export interface RuleDraft {
  name: string
  description: string
  source: string
  enabled: boolean
  filters: (RuleFilter & { key: string })[]
  mappings: MappingDraft[]
  harvest: boolean
  harvestPath: string
  action: RuleAction['kind']
  templateId: string | null
  labelId: string | null
  ownerId: string | null
  grouping: boolean
  groupPaths: string
  windowMinutes: number | string
}

const newKey = () => crypto.getRandomValues(new Uint32Array(2)).join('-')

export const newFilter = (): RuleDraft['filters'][number] => ({ key: newKey(), field: '', operator: 'is', value: '' })

export const newMapping = (): MappingDraft => ({
  key: newKey(),
  fromKind: 'path',
  from: '',
  toKind: 'field',
  to: '',
  values: [],
  otherwise: '',
})

const textOf = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

function draftOfMapping(mapping: RuleMapping): MappingDraft {
  const { from, to, values = {}, otherwise } = mapping
  return {
    key: newKey(),
    fromKind: 'path' in from ? 'path' : 'template' in from ? 'template' : 'constant',
    from: 'path' in from ? from.path : 'template' in from ? from.template : textOf(from.constant),
    toKind: to.kind === 'custom-field' ? 'field' : to.kind,
    to: to.kind === 'entity' ? (to.type ?? '') : to.kind === 'custom-field' ? `custom:${to.id}` : to.name,
    values: Object.entries(values).map(([seen, becomes]) => ({ seen, becomes: textOf(becomes) })),
    otherwise: textOf(otherwise),
    loaded: mapping,
  }
}

/** A rule as its form edits it; a new one for `source` without a rule. */
export function draftOf(rule: AutomationRule | null, source = ''): RuleDraft {
  const action = rule?.action ?? { kind: 'create-incident', templateId: null, labelId: null, ownerId: null }
  const create = action.kind === 'create-incident' ? action : { templateId: null, labelId: null, ownerId: null }
  return {
    name: rule?.name ?? '',
    description: rule?.description ?? '',
    source: rule?.source ?? source,
    enabled: rule?.enabled ?? true,
    filters: (rule?.filters ?? []).map((filter) => ({ ...filter, key: newKey() })),
    mappings: (rule?.mappings ?? []).map(draftOfMapping),
    harvest: rule ? rule.harvest !== null : true,
    harvestPath: rule?.harvest?.path ?? '',
    action: action.kind,
    templateId: create.templateId,
    labelId: create.labelId,
    ownerId: create.ownerId,
    grouping: Boolean(rule?.grouping),
    groupPaths: rule?.grouping?.paths.join('\n') ?? '',
    windowMinutes: rule?.grouping?.windowMinutes ?? 60,
  }
}

/** A typed text as it is sent: what was loaded as a number or a list stays one while its text is the same. */
function typedValue(text: string, loaded: Json | undefined): Json {
  return loaded !== undefined && textOf(loaded) === text ? loaded : text
}

function writtenSource({ fromKind, from, loaded }: MappingDraft): MappingSource {
  if (fromKind === 'path') return { path: from.trim() }
  if (fromKind === 'template') return { template: from }
  return { constant: typedValue(from, loaded && 'constant' in loaded.from ? loaded.from.constant : undefined) }
}

function writtenTarget({ toKind, to }: MappingDraft): MappingTarget {
  if (toKind === 'artifact') return { kind: 'artifact', name: to.trim() }
  if (toKind === 'entity') return { kind: 'entity', type: entityType.safeParse(to).data ?? null }
  return to.startsWith('custom:') ? { kind: 'custom-field', id: to.slice(7) } : { kind: 'field', name: to }
}

function writtenMapping(draft: MappingDraft): RuleMapping {
  const rows = draft.values.filter(({ seen }) => seen.trim())
  const values = Object.fromEntries(
    rows.map(({ seen, becomes }) => [seen.trim(), typedValue(becomes, draft.loaded?.values?.[seen.trim()])]),
  )
  return {
    from: writtenSource(draft),
    to: writtenTarget(draft),
    ...(rows.length > 0 ? { values } : {}),
    ...(draft.otherwise !== '' ? { otherwise: typedValue(draft.otherwise, draft.loaded?.otherwise) } : {}),
  }
}

/** Rows in which nothing was written are no mappings; an entity needs no target. */
const isWritten = ({ from, to, toKind }: MappingDraft) =>
  from.trim() !== '' || (toKind !== 'entity' && to.trim() !== '')

export function bodyOf(draft: RuleDraft): BodyInputOf<typeof createAutomationRule> {
  const { templateId, labelId, ownerId } = draft
  return {
    name: draft.name,
    description: draft.description,
    source: draft.source,
    enabled: draft.enabled,
    filters: draft.filters
      .filter(({ field }) => field.trim())
      .map(({ field, operator, value }) => ({ field: field.trim(), operator, value })),
    mappings: draft.mappings.filter(isWritten).map(writtenMapping),
    harvest: draft.harvest ? { path: draft.harvestPath.trim() || null } : null,
    action:
      draft.action === 'add-to-triage' ? { kind: draft.action } : { kind: draft.action, templateId, labelId, ownerId },
    grouping: draft.grouping
      ? {
          paths: draft.groupPaths.split('\n').flatMap((path) => path.trim() || []),
          windowMinutes: Number(draft.windowMinutes),
        }
      : null,
  }
}
