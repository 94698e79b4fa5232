import type { ActorRef } from '@tocsin/contracts'
import type { TaskPriority, TaskStatus } from '@tocsin/contracts/task.ts'
import type { ColumnType, Generated } from 'kysely'
import type { Document, Stamp } from '../platform/index.ts'

type OptionalStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

export interface TaskTable {
  id: Generated<number>
  incident_id: string
  title: string
  description: Generated<string>
  assignee_id: string | null
  created_by: Document<ActorRef>
  created_at: Stamp
  start_at: OptionalStamp
  due_at: OptionalStamp
  priority: Generated<TaskPriority>
  status: Generated<TaskStatus>
  percentage: Generated<number>
  hours: number | null
  closed_at: OptionalStamp
  version: Generated<number>
  /** The run, node and wait that made it; its name then. */
  run_id: string | null
  node_id: string | null
  wait: string | null
  playbook: string | null
  authorizer_id: string | null
  /** Groups of whom any member decides it (GRP-04). */
  assignee_group_id: string | null
  authorizer_group_id: string | null
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    tasks: TaskTable
  }
}
