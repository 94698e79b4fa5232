import { type ExchangePlaybook, type GraphImport, type InstalledContent, toGraph } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import type { PlaybookImport } from '@tocsin/contracts/playbook.ts'
import type { PlaybookGraph } from '@tocsin/engine'
import { listFields } from '../custom-fields/index.ts'
import type { Actor, Tx } from '../platform/index.ts'
import { bringFields, FIELDS_KEY, type FieldOutcome } from './fields-of-file.ts'
import { type FieldUse, fieldKey, renameFields } from './fields-of-graph.ts'
import { readGraph } from './read-graph.ts'

export interface ConvertedPlaybook extends Pick<GraphImport, 'bound' | 'unbound' | 'warnings'> {
  graph: PlaybookGraph
  missing: PlaybookImport['missing']
  fields: FieldOutcome[]
  /** Unknown keys of the file, without those that were understood. */
  extra: ExchangePlaybook['extra']
}

/** The graph of a file as it can run here: its actions bound, its own fields under the numbers they have here. */
export async function convertPlaybook(
  tx: Tx,
  actor: Actor,
  playbook: ExchangePlaybook,
  installed: InstalledContent,
): Promise<ConvertedPlaybook> {
  const { [FIELDS_KEY]: _fields, ...extra } = playbook.extra
  const { graph, bound, unbound, missing, warnings } = toGraph(playbook, installed)
  const brought = await bringFields(tx, actor, playbook)
  const known = await knownFields(tx)
  const absent: PlaybookImport['missing'] = []
  const guessed = new Map<string, string>()
  const nodes = graph.nodes.map((node) =>
    renameFields(node as unknown as Json, (use) => {
      const number = brought.numberOf(use)
      if (typeof number === 'string') return number
      const name = known.get(fieldKey(use))
      if (number === undefined && name !== undefined) guessed.set(fieldKey(use), name)
      else if (!absent.some(({ nodeId, name: key }) => nodeId === node.id && key === fieldKey(use))) {
        absent.push(missingField(playbook.name, node, use, number === null))
      }
      return use.internalName
    }),
  )
  for (const [key, name] of guessed) {
    warnings.push(`${playbook.name}: ${key} is the field "${name}" here; the file does not say which one it means.`)
  }
  return {
    graph: readGraph({ ...graph, nodes }),
    ...{ bound, unbound, extra, fields: brought.outcomes },
    missing: [...missing, ...absent],
    warnings: [...warnings, ...brought.warnings],
  }
}

function missingField(
  playbook: string,
  { id, name }: { id: string; name: string },
  use: FieldUse,
  isDescribed: boolean,
): PlaybookImport['missing'][number] {
  const key = fieldKey(use)
  const reason = isDescribed
    ? `The field ${key} is not here and could not be created.`
    : `There is no field ${key} here, and the file does not describe it.`
  return { playbook, nodeId: id, node: name, kind: 'field', name: key, reason }
}

async function knownFields(tx: Tx): Promise<Map<string, string>> {
  const fields = [...(await listFields(tx, 'incidents')), ...(await listFields(tx, 'triage'))]
  return new Map(fields.map((field) => [fieldKey(field), field.name]))
}
