import type { ActionRunner } from '@tocsin/action-runner'
import type { Clock } from './clock.ts'
import type { InstanceDatabase } from './database/instance-database.ts'
import type { EventBus } from './events/event-bus.ts'
import type { LiveHub } from './live/live-hub.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets/secrets.ts'

/**
 * One organisation's SOAR as a value: all that a use case may touch. There is no module-level state, so a console and
 * its tenants start side by side in one process.
 */
export interface Instance {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly colour: string
  /** True where this instance has the MSSP console. */
  readonly console: boolean
  readonly schema: string
  readonly role: string
  readonly database: InstanceDatabase
  readonly events: EventBus
  readonly live: LiveHub
  readonly secrets: Secrets
  readonly clock: Clock
  readonly log: Log
  /** Performs scripts, within the limits of the deployment. */
  readonly actionRunner: ActionRunner
  /** Address of this instance as others reach it: `https://soc.example/acme`. */
  url(): string
  /** Wakes the workers of this process after a commit that left work behind. */
  wakeWorkers(): void
}
