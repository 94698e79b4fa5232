import type { ActorRef } from '@tocsin/contracts'
import type { Tx } from '../database/instance-database.ts'
import type { Instance } from '../instance.ts'

/** Something that happened, in the past tense: `IncidentClosed` (AUD-07, AUD-08). */
export interface DomainEvent {
  id: number
  type: string
  occurredAt: Date
  actor: ActorRef
  subject: { kind: string; id: string }
  /** The object that the subject lies below: the incident of a note. */
  parent: { kind: string; id: string } | null
  before: unknown
  after: unknown
}

/**
 * One interest in an event. `within` runs in the transaction of the change and is for what must be true together with
 * it; `afterwards` becomes a background job of its own, so that one subscriber's failure does not hurt the others.
 */
export type Subscription = { name: string; events: readonly string[] } & (
  | { within: (tx: Tx, event: DomainEvent) => Promise<void> }
  | { afterwards: (instance: Instance, event: DomainEvent) => Promise<void> }
)

export interface EventBus {
  subscriptionsTo(type: string): readonly Subscription[]
  find(name: string): Subscription | undefined
}

export function createEventBus(subscriptions: readonly Subscription[]): EventBus {
  const byType = new Map<string, Subscription[]>()
  const byName = new Map<string, Subscription>()
  for (const subscription of subscriptions) {
    if (byName.has(subscription.name)) throw new Error(`Two subscriptions are named "${subscription.name}".`)
    byName.set(subscription.name, subscription)
    for (const type of subscription.events) {
      byType.set(type, [...(byType.get(type) ?? []), subscription])
    }
  }
  return {
    subscriptionsTo: (type) => byType.get(type) ?? [],
    find: (name) => byName.get(name),
  }
}
