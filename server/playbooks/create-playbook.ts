import { randomUUID } from 'node:crypto'
import type { BodyOf } from '@tocsin/contracts'
import type { createPlaybook as contract, PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import { emptyGraph, type PlaybookGraph } from '@tocsin/engine'
import { type Actor, cleanHtml, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { getPlaybook } from './playbook-detail.ts'
import { readGraph } from './read-graph.ts'
import type { PlaybookOrigin } from './tables.ts'

export interface NewPlaybook {
  id?: string
  name: string
  description: string
  type: string | null
  tags: string[]
  killOnError: boolean
  graph: PlaybookGraph
  origin: PlaybookOrigin
  extra?: Record<string, unknown>
}

/** New playbook with its first draft; a name is there once (PBK-02). */
export async function createPlaybook(tx: Tx, actor: Actor, input: BodyOf<typeof contract>): Promise<PlaybookDetail> {
  const graph = input.graph ? readGraph(input.graph) : emptyGraph(randomUUID)
  const id = await insertPlaybook(tx, actor, {
    ...input,
    description: cleanHtml(input.description),
    graph,
    origin: { kind: 'local', name: null },
  })
  return getPlaybook(tx, actor, id)
}

/** Stores a playbook as a draft and announces it. Gives its id. */
export async function insertPlaybook(tx: Tx, actor: Actor, input: NewPlaybook): Promise<string> {
  const by = JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name })
  const id = input.id ?? randomUUID()
  try {
    await tx.sql
      .insertInto('playbooks')
      .values({
        id,
        name: input.name,
        description: input.description,
        type: input.type,
        tags: JSON.stringify(input.tags),
        kill_on_error: input.killOnError,
        origin: JSON.stringify(input.origin),
        extra: JSON.stringify(input.extra ?? {}),
        draft: JSON.stringify(input.graph),
        draft_revision: 1,
        draft_saved_at: tx.instance.clock.now(),
        draft_saved_by: by,
        updated_by: by,
      })
      .execute()
  } catch (error) {
    throw explainName(error, input.name)
  }
  const { name, type, tags, origin } = input
  await emit(tx, actor, {
    type: 'PlaybookCreated',
    subject: { kind: 'playbooks', id },
    after: { name, type, tags, origin },
  })
  return id
}

export function explainName(error: unknown, name: string): unknown {
  if (violatedConstraint(error) !== 'playbooks_by_name') return error
  return new Failure('name_taken', `There is already a playbook "${name}".`, [{ path: 'name', message: 'is taken' }])
}
