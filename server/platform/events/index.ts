export type { DomainEvent, EventBus, Subscription } from '../instance.ts'
export { emit, emitAll, type NewEvent } from './emit.ts'
export { createEventBus } from './event-bus.ts'
export { getEvent, runSubscription } from './run-subscription.ts'
