import type { PlaybookNode } from '../playbook/nodes.ts'
import type { Entry } from './entry.ts'

/** Where an instance lives in PostgreSQL: the role of its transactions and the schema of its tables. */
export interface InstanceScope {
  role: string
  schema: string
}

/** Which run something belongs to. */
export interface RunIdentity {
  id: string
  instance: InstanceScope
  playbookId: string
  playbookVersion: number
  /** Name of the playbook when the run began. */
  name: string
  /** What it runs for, such as an incident; as given to startRun. */
  subject: { kind: string; id: string } | null
  test: boolean
  /** What the host gave to startRun for itself. */
  context: unknown
}

/** A fact of a run that has been, or is just being, committed. */
export interface RunEvent {
  run: RunIdentity
  entry: Entry
  /** The node the fact is about. */
  node: PlaybookNode | null
  at: Date
}
