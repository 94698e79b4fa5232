export { emit, type NewEvent } from './emit.ts'
export { createEventBus, type DomainEvent, type EventBus, type Subscription } from './event-bus.ts'
export { getEvent, runSubscription } from './run-subscription.ts'
