import type { EventBus, Subscription } from '../instance.ts'

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
