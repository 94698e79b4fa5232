import { createBundle } from '@tocsin/content'
import { acceptMessage, fetchMessage } from '@tocsin/contracts/link-messages.ts'
import { send, takes } from '../link/index.ts'
import { emit, enqueue, Failure } from '../platform/index.ts'
import { findHeld, keepHeld } from './held-content.ts'
import { REPORT_INVENTORY_JOB } from './tell-console.ts'

/** Sends the console an item that it pushed, as it is here now; nothing that it did not push (FLT-41). */
export const tellItem = takes({
  kind: 'content.fetch',
  from: 'console',
  grant: 'content',
  payload: fetchMessage,
  async apply(tx, pairing, { payload: { requestId, kind, id } }) {
    if (!(await findHeld(tx, pairing.id, { kind, id }))) {
      throw new Failure('not_found', `${tx.instance.name} never took this ${kind} from its MSSP.`)
    }
    const item = (await tx.instance.content.find(kind)?.export(tx, id)) ?? null
    const bundle = JSON.parse(JSON.stringify(createBundle(item === null ? [] : [item])))
    await send(tx, pairing.id, { kind: 'content.fetched', payload: { requestId, bundle } })
  },
})

/** What is different here is an override from now on, and survives later pushes (FLT-36, FLT-41). */
export const acceptOverrides = takes({
  kind: 'content.accept',
  from: 'console',
  grant: 'content',
  payload: acceptMessage,
  async apply(tx, pairing, { payload, actor }) {
    const { kind, id, hash, paths } = payload
    const held = await findHeld(tx, pairing.id, { kind, id })
    const item = await tx.instance.content.find(kind)?.export(tx, id)
    // Changed once more meanwhile: the console sees that as drift again.
    if (!held || item?.hash !== hash) return
    const accepted = [...new Set([...held.accepted, ...paths])]
    await keepHeld(tx, pairing.id, { kind, id }, { ...held, releaseNumber: held.release_number, accepted })
    await emit(tx, actor, {
      type: 'OverridesAccepted',
      subject: { kind: 'pairings', id: pairing.id },
      after: { kind, id, name: item.name, paths },
    })
    await tx.sql.deleteFrom('membership_inventory').where('pairing_id', '=', pairing.id).execute()
    await enqueue(tx, { kind: REPORT_INVENTORY_JOB, ref: 'inventory' })
  },
})
