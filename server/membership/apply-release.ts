import type { Bundle, ContentItem, MergePolicy } from '@tocsin/content'
import { FormatError, readBundle } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'

export interface AppliedItem {
  kind: string
  id: string
  result: 'added' | 'changed' | 'same' | 'kept'
  hash: string
  warnings: string[]
}

/** Reads what came over the link as a bundle, or says why it is none. */
export function openBundle(sent: Json): Bundle {
  try {
    return readBundle(sent)
  } catch (error) {
    if (error instanceof FormatError) throw new Failure('unreadable_file', error.message)
    throw error
  }
}

export interface Push {
  pairingId: string
  number: number
  policy: MergePolicy
}

/** Applies every item of a release, or throws and leaves it to the transaction that nothing has happened (FLT-34). */
export async function applyItems(tx: Tx, actor: Actor, push: Push, bundle: Bundle): Promise<AppliedItem[]> {
  const applied: AppliedItem[] = []
  for (const item of bundle.items) {
    const kind = findKind(tx, item)
    const base = await findBase(tx, push.pairingId, item)
    const options = { policy: push.policy, ...(base === undefined ? {} : { base }) }
    const plan = await kind.plan(tx, item, options)
    if (plan.verdict === 'blocked' || (plan.verdict === 'conflict' && push.policy === 'stop')) {
      throw new Failure('wrong_state', `${item.name}: ${plan.reasons.join(' ') || plan.verdict}`)
    }
    const { result, hash, warnings } = await kind.apply(tx, actor, item, options)
    await remember(tx, push, item, hash)
    applied.push({ kind: item.kind, id: item.id, result, hash, warnings })
  }
  return applied
}

export function findKind(tx: Tx, item: Pick<ContentItem, 'kind' | 'name'>) {
  const kind = tx.instance.content.find(item.kind)
  if (!kind) {
    const message = `${item.name}: this version of ${tx.instance.name} does not know content of the kind "${item.kind}".`
    throw new Failure('wrong_state', message)
  }
  return kind
}

/** The body that this console pushed last; undefined before its first push. */
export async function findBase(
  tx: Tx,
  pairingId: string,
  item: Pick<ContentItem, 'kind' | 'id'>,
): Promise<Json | undefined> {
  const held = await tx.sql
    .selectFrom('membership_content')
    .select('base')
    .where('pairing_id', '=', pairingId)
    .where('kind', '=', item.kind)
    .where('content_id', '=', item.id)
    .executeTakeFirst()
  return held?.base
}

async function remember(tx: Tx, push: Push, item: ContentItem, hash: string): Promise<void> {
  const state = {
    base: JSON.stringify(item.body),
    hash,
    release_number: push.number,
    applied_at: tx.instance.clock.now(),
  }
  await tx.sql
    .insertInto('membership_content')
    .values({ pairing_id: push.pairingId, kind: item.kind, content_id: item.id, ...state })
    .onConflict((conflict) => conflict.columns(['pairing_id', 'kind', 'content_id']).doUpdateSet(state))
    .execute()
}
