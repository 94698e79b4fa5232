import type { receiptMessage } from '@tocsin/contracts/link-messages.ts'
import type { z } from 'zod'
import { send } from '../link/index.ts'
import { enqueue, type Tx } from '../platform/index.ts'
import { REPORT_INVENTORY_JOB } from './tell-console.ts'

/** Tells the console what became of a delivery, and soon after what is here now. */
export async function sendReceipt(tx: Tx, pairingId: string, receipt: z.input<typeof receiptMessage>): Promise<void> {
  const payload = { ...receipt, items: receipt.items.map((item) => ({ ...item })) }
  await send(tx, pairingId, { kind: 'content.receipt', payload: JSON.parse(JSON.stringify(payload)) })
  await enqueue(tx, { kind: REPORT_INVENTORY_JOB, ref: 'inventory' })
}
