import type { ActorRef } from '@tocsin/contracts'
import type { WaitingFor } from '@tocsin/contracts/run.ts'
import type { PlaybookName } from '@tocsin/engine'
import type { RunStatus, WaitKind } from '@tocsin/engine/journal/entry.ts'
import type { Generated } from 'kysely'
import type { Document, Stamp } from '../platform/index.ts'

/** What is kept with a run beside what the engine needs. */
export interface RunContext {
  startedBy: ActorRef
  /** Published version; null for a draft under test. */
  version: number | null
  /** The playbooks from the outermost one to that whose node started this run (NOD-65). */
  way?: PlaybookName[]
  /** The run of which this one is a repetition. */
  rerunOf?: string
  origin: { kind: 'incident' | 'triage' | 'test' | 'api' | 'parent'; id: string | null; label: string | null }
}

/** The engine's table of runs, read here for lists; only the engine writes it. */
export interface RunTable {
  id: string
  playbook_id: string
  playbook_version: number
  name: string
  status: RunStatus
  subject_kind: string | null
  subject_id: string | null
  test: boolean
  params: Document
  context: Document<RunContext>
  error: string | null
  parent_run: string | null
  /** What holds it while it waits, the most pressing first. */
  waiting_for: WaitingFor | null
  created_at: Stamp
  started_at: Date | null
  finished_at: Date | null
}

/** What runs wait for; only the engine writes it. */
export interface RunWaitTable {
  run_id: string
  wait: string
  node_id: string
  kind: WaitKind
  details: Document
  opened_at: Stamp
  expires_at: Date | null
  answer: Document | null
  answered_at: Date | null
  closed_at: Date | null
}

/** A playbook of an incident, whether or not it has run for it (IPB-01, IPB-03). */
export interface IncidentPlaybookTable {
  incident_id: number
  playbook_id: string
  attached_at: Stamp
  attached_by: Document<ActorRef>
  autorun: Generated<boolean>
  problem: string | null
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    runs: RunTable
    run_waits: RunWaitTable
    incident_playbooks: IncidentPlaybookTable
  }
}
