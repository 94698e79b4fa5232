import { type ContentItem, type DependencyClosure, dependencyClosure } from '@tocsin/content'
import type { ContentReference } from '@tocsin/contracts/fleet.ts'
import { Failure, type Tx } from '../platform/index.ts'

/** What was asked for with all that it needs, in the order in which it is applied (FLT-32). */
export async function collectRelease(tx: Tx, references: ContentReference[]): Promise<DependencyClosure['items']> {
  const asked: ContentItem[] = []
  for (const reference of references) {
    const item = await readItem(tx, reference)
    if (!item) throw new Failure('not_found', `There is no ${reference.kind} ${reference.id} to push.`)
    if (!asked.some(({ kind, id }) => kind === item.kind && id === item.id)) asked.push(item)
  }
  const closure = await dependencyClosure(asked, (reference) => readItem(tx, reference))
  if (closure.missing.length > 0) {
    const list = closure.missing.map(({ kind, name, why }) => `${kind} ${name} (${why})`)
    throw new Failure(
      'wrong_state',
      `This cannot be pushed, because something it needs is not here: ${list.join('; ')}.`,
      closure.missing.map(({ name, why }) => ({ path: name, message: why })),
    )
  }
  return closure.items
}

async function readItem(tx: Tx, { kind, id }: ContentReference): Promise<ContentItem | null> {
  const known = tx.instance.content.find(kind)
  if (!known) throw new Failure('not_found', `Content of the kind "${kind}" cannot be pushed.`)
  return known.export(tx, id)
}
