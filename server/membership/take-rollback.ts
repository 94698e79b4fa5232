import { contentItem, type MergePolicy } from '@tocsin/content'
import { allCapabilities } from '@tocsin/contracts'
import { rollbackMessage } from '@tocsin/contracts/link-messages.ts'
import { takes } from '../link/index.ts'
import { type Actor, emit, Failure, machineActor, type Tx } from '../platform/index.ts'
import { type AppliedItem, findKind } from './apply-release.ts'
import { forgetHeld, keepHeld } from './held-content.ts'
import { sendReceipt } from './send-receipt.ts'
import { dropUndo, findLater, readUndo, type UndoStep } from './undo-steps.ts'

/** A release is taken back: every item is again what it was, or none is touched (FLT-39). */
export const takeRollback = takes({
  kind: 'content.rollback',
  from: 'console',
  grant: 'content',
  payload: rollbackMessage,
  async apply(tx, pairing, { id, payload, actor }) {
    const { deliveryId, undo, policy } = payload
    if (payload.withdrawn) return sendReceipt(tx, pairing.id, { deliveryId, items: [], withdrawn: true })
    const items = await rollBack(tx, machineActor(actor, allCapabilities), pairing.id, { number: undo, policy })
    await emit(tx, actor, {
      type: 'ReleaseRolledBack',
      subject: { kind: 'pairings', id: pairing.id },
      after: { release: undo, by: payload.number, message: id, items: items.map(({ warnings: _, ...item }) => item) },
    })
    await sendReceipt(tx, pairing.id, { deliveryId, items })
  },
})

async function rollBack(
  tx: Tx,
  actor: Actor,
  pairingId: string,
  release: { number: number; policy: MergePolicy },
): Promise<AppliedItem[]> {
  const steps = await readUndo(tx, pairingId, release.number)
  if (steps.length === 0) {
    const message = `Release ${release.number} is not in effect at ${tx.instance.name}, or is too old to be taken back.`
    throw new Failure('wrong_state', message)
  }
  const items: AppliedItem[] = []
  for (const step of steps) {
    const later = await findLater(tx, step)
    if (later !== null) {
      const message = `${step.name}: release ${later} changed it after release ${release.number}. Roll back release ${later} first.`
      throw new Failure('wrong_state', message)
    }
    items.push(await takeBack(tx, actor, step, release.policy))
  }
  return items
}

async function takeBack(tx: Tx, actor: Actor, step: UndoStep, policy: MergePolicy): Promise<AppliedItem> {
  const reference = { kind: step.kind, id: step.content_id }
  const kind = findKind(tx, { ...reference, name: step.name })
  const current = await kind.export(tx, reference.id)
  const changedSince = (current?.hash ?? null) !== step.hash_after
  if (changedSince && policy !== 'take-console') {
    const what = current === null ? 'deleted' : 'changed'
    const message = `${step.name}: it was ${what} at ${tx.instance.name} since release ${step.release_number}.`
    if (policy === 'stop') throw new Failure('wrong_state', message)
    return { ...reference, result: 'kept', hash: current?.hash ?? '', warnings: [message] }
  }
  await restoreHeld(tx, step)
  await dropUndo(tx, step)
  if (step.before === null) {
    if (current) await kind.remove(tx, actor, reference.id)
    return { ...reference, result: 'removed', hash: '', warnings: [] }
  }
  const before = contentItem({
    ...reference,
    name: step.name,
    body: step.before,
    dependsOn: kind.dependenciesOf(step.before),
  })
  // Merged over what is here now, so that nothing of it counts as the tenant's own: the result is `before` as it was.
  const base = current === null ? {} : { base: current.body }
  const { hash, warnings } = await kind.apply(tx, actor, before, { policy: 'take-console', ...base })
  if (hash !== step.hash_before) {
    const message = `${step.name}: it cannot be made again what it was before release ${step.release_number}. ${warnings.join(' ')}`
    throw new Failure('wrong_state', message.trim())
  }
  return { ...reference, result: 'restored', hash, warnings }
}

async function restoreHeld(tx: Tx, step: UndoStep): Promise<void> {
  const reference = { kind: step.kind, id: step.content_id }
  if (step.held_before === null) return forgetHeld(tx, step.pairing_id, reference)
  return keepHeld(tx, step.pairing_id, reference, step.held_before)
}
