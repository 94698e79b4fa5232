import type { Entry } from '../journal/entry.ts'
import type { TaskNode } from '../playbook/index.ts'
import type { ValueSource } from '../values/index.ts'
import type { DecideContext } from './decide-context.ts'
import { renderOne, textOf } from './expression-text.ts'

const DAY_MS = 86_400_000

/** The task that the host makes with the wait (NOD-40); what is due in half a day is due in twelve hours. */
export function openTask(node: TaskNode, round: number, source: ValueSource, context: DecideContext): Entry {
  const due = node.dueDays === null ? null : new Date(context.now.getTime() + node.dueDays * DAY_MS)
  return {
    type: 'wait-opened',
    wait: `${node.id}:${round}`,
    node: node.id,
    round,
    expiresAt: null,
    details: {
      kind: 'task',
      title: renderOne(node.title, source, { html: false }),
      description: renderOne(node.description, source, { html: true }),
      owner: textOf(node.owner, source),
      authorizer: textOf(node.authorizer, source),
      dueAt: due?.toISOString() ?? null,
      priority: node.priority,
      hours: node.hours,
      percentage: node.percentage,
      mandatory: node.mandatory,
    },
  }
}
