import { type FieldChange, fieldChanges, type PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { condition, expression, isReference } from '@tocsin/engine/values/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { referenceLabel } from '../values/reference-label.ts'
import { toShownTemplate } from '../values/shown-template.ts'
import { fieldTexts } from './field-texts.ts'

type FieldName = keyof (typeof fieldTexts)['en']

/** What differences are told with: the graph for names of nodes, and words in the user's language. */
export interface Telling {
  graph: PlaybookGraph
  fieldName: (key: FieldName) => string
  word: (key: 'yes' | 'no' | 'empty') => string
  /** Label of a field of an action by its id. */
  inputLabel?: (id: string) => string
}

/** The place of a difference in words: `Inputs › IP address`, `Branches › malicious › Conditions`. */
export function shownPlace({ path }: FieldChange, { fieldName, inputLabel }: Telling): string {
  return path
    .map((key, depth) => {
      if (path[0] === 'inputs' && depth === 1) return inputLabel?.(key) ?? key
      // Names of branches and inputs are people's own words; a key that was kept from a file stands for itself.
      return isNamed(path, depth) || !isField(key) ? key : fieldName(key)
    })
    .join(' › ')
}

function isNamed(path: readonly string[], depth: number): boolean {
  return depth === 1 && (path[0] === 'branches' || path[0] === 'params') && path[1] !== 'order'
}

function isField(key: string): key is FieldName {
  return Object.hasOwn(fieldTexts.en, key)
}

/** One side of a difference, line by line; references by the names of their nodes. Empty for a field that is not set. */
export function shownLines(value: unknown, telling: Telling): string[] {
  const { graph, word } = telling
  if (value === undefined || value === null || value === '') return []
  if (typeof value === 'boolean') return [word(value ? 'yes' : 'no')]
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return (nodeName(value, graph) ?? value).split('\n')
  if (Array.isArray(value)) return value.flatMap((item) => shownLines(item, telling))
  const compared = condition.safeParse(value)
  if (compared.success) {
    const { left, operator, right } = compared.data
    const sides = [shownLines(left, telling).join(' ') || word('empty'), operator]
    return [[...sides, ...(right ? [shownLines(right, telling).join(' ') || word('empty')] : [])].join(' ')]
  }
  const read = expression.safeParse(value)
  if (read.success) {
    const { data } = read
    if (isReference(data))
      return [`${referenceLabel(data, graph)}${'mode' in data && data.mode ? ` | ${data.mode}` : ''}`]
    if (data.ref === 'text') return toShownTemplate(data.text, graph.nodes).split('\n')
    return shownLines(data.value, telling)
  }
  // A part that came or went as a whole: each of its fields.
  return fieldChanges({}, { ...value }).flatMap((change) => {
    const lines = shownLines(change.after, telling)
    return lines.length > 0 ? [`${shownPlace(change, telling)}: ${lines.join(' · ')}`] : []
  })
}

/** Ids of nodes stand in fields such as the source of a filter. */
function nodeName(text: string, graph: PlaybookGraph): string | null {
  const node = graph.nodes.find(({ id }) => id === text)
  return node ? shownName(node) : null
}
