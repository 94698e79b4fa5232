import type { Delivery, DeliveryStatus } from '@tocsin/contracts/fleet.ts'

export type DeliveryCounts = Partial<Record<DeliveryStatus, number>>

/** What needs somebody comes first, what is done comes last. */
export const deliveryOrder: readonly DeliveryStatus[] = ['failed', 'blocked', 'stopped', 'pending', 'applied']

export function totalOf(counts: DeliveryCounts): number {
  return deliveryOrder.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
}

/** Failed and blocked first; tenants by name within each. */
export function inOrder(deliveries: readonly Delivery[]): Delivery[] {
  const place = ({ status }: Delivery) => deliveryOrder.indexOf(status)
  return [...deliveries].sort(
    (one, other) => place(one) - place(other) || one.tenant.name.localeCompare(other.tenant.name),
  )
}

export type ItemResult = Delivery['items'][number]['result']

/** How many items came out how, in the order of the delivery. */
export function resultCounts(items: Delivery['items']): { result: ItemResult; count: number }[] {
  const counts = new Map<ItemResult, number>()
  for (const { result } of items) counts.set(result, (counts.get(result) ?? 0) + 1)
  return [...counts].map(([result, count]) => ({ result, count }))
}

/** Can the delivery be tried again? */
export function canRetry({ status }: Pick<Delivery, 'status'>): boolean {
  return status === 'failed' || status === 'blocked' || status === 'stopped'
}
