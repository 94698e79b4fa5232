import type { ActionRunner } from '@tocsin/action-runner'
import type { ContentRegistry } from '@tocsin/content'
import type { ActorRef } from '@tocsin/contracts'
import type { SyncState } from '@tocsin/contracts/fleet.ts'
import type { CompiledQuery, Kysely } from 'kysely'
import type pg from 'pg'
import type { Clock } from './clock.ts'
import type { Tables } from './database/tables.ts'
import type { Actor } from './http/actor.ts'
import type { LiveHub } from './live/live-hub.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mailer.ts'
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
  /** What can be imported, exported and pushed, by kind. */
  readonly content: ContentRegistry<Tx, Actor>
  /** At a console: content id → whether the tenants have it as it is here. Empty where nothing is pushed from. */
  readonly syncStates: (tx: Tx, kind: string) => Promise<ReadonlyMap<string, SyncState>>
  /** Performs scripts, within the limits of the deployment. */
  readonly actionRunner: ActionRunner
  /** The way out for mails; `server/mail` writes them and sends them by it. */
  readonly mailer: Mailer
  /** Actions per hour that the deployment grants to an instance without a limit of its own; null for no limit (EXE-20). */
  readonly actionsPerHour: number | null
  /** Address of this instance as others reach it: `https://soc.example/acme`. */
  url(): string
  /** Wakes the workers of this process after a commit that left work behind. */
  wakeWorkers(): void
}

/**
 * A transaction as one instance's role. Use cases and stores take it, so that "the same inside a transaction" is one
 * call; it cannot see another instance's tables because PostgreSQL refuses.
 */
export interface Tx {
  readonly instance: Instance
  readonly sql: Kysely<Tables>
  /** Runs after the commit, never after a rollback. */
  afterCommit(run: () => void): void
  /** The request or job this belongs to, for audit. */
  readonly requestId: string | null
}

export interface InstanceDatabase {
  /** Runs `work` in one transaction; repeated on deadlock, so effects outside of it belong in `afterCommit`. */
  write<T>(work: (tx: Tx) => Promise<T>, requestId?: string): Promise<T>
  /** The same, read only, over one snapshot. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The rows of one reading statement, in one round trip: for what every call begins with. */
  find<Row>(statement: (sql: Kysely<Tables>) => { compile(): CompiledQuery<Row> }): Promise<Row[]>
  /** Joins a transaction that somebody else opened as this instance's role and will commit. */
  join(client: pg.ClientBase, afterCommit: (run: () => void) => void): Tx
}

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
