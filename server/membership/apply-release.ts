import type { Bundle, ContentItem, MergePolicy } from '@tocsin/content'
import { FormatError, readBundle } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { findHeld, keepHeld, mergeOptions } from './held-content.ts'
import { keepUndo } from './undo-steps.ts'

export interface AppliedItem {
  kind: string
  id: string
  result: 'added' | 'changed' | 'same' | 'kept' | 'restored' | 'removed'
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
  for (const [position, item] of bundle.items.entries()) {
    const kind = findKind(tx, item)
    const held = await findHeld(tx, push.pairingId, item)
    const before = await kind.export(tx, item.id)
    const options = mergeOptions(held, push.policy)
    const plan = await kind.plan(tx, item, options)
    if (plan.verdict === 'blocked' || (plan.verdict === 'conflict' && push.policy === 'stop')) {
      throw new Failure('wrong_state', `${item.name}: ${plan.reasons.join(' ') || plan.verdict}`)
    }
    const { result, hash, warnings } = await kind.apply(tx, actor, item, options)
    await keepUndo(tx, push, { item, position, before, hashAfter: hash, ...(held ? { held } : {}) })
    await keepHeld(tx, push.pairingId, item, {
      base: item.body,
      hash,
      releaseNumber: push.number,
      accepted: held?.accepted ?? [],
    })
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
