import type { NodeTestResult } from '@tocsin/contracts/node-test.ts'

type Task = Extract<NodeTestResult, { kind: 'task' }>

const statuses: Record<string, string> = { approve: 'in_progress', 'approve-and-close': 'closed', reject: 'declined' }

/** What later nodes would find in the output of a task that was decided so (NOD-43). */
export function taskOutcome(task: Task, decision: string) {
  const { title, percentage, hours } = task
  return { status: statuses[decision] ?? decision, title, owner: task.owner ?? '', percentage, hours }
}
