import { toText } from '../values/index.ts'
import type { ActionNode } from './nodes.ts'
import { called, type Problem } from './problem.ts'
import { parseSpan, scheduleField, unreadableSpan } from './schedule-times.ts'
import type { ActionShape } from './shapes.ts'

/** Times of a scheduled action that the node gives as constants can be read (SCH-02). */
export function checkScheduleTimes(node: ActionNode, { schedule }: ActionShape): Problem[] {
  if (!schedule) return []
  const fields = [schedule.every, schedule.expire ?? ''].flatMap((text) => scheduleField(text) ?? [])
  return [...new Set(fields)].flatMap((field): Problem[] => {
    const given = node.inputs[field]
    const text = given?.ref === 'const' ? toText(given.value) : ''
    if (text.trim() === '' || parseSpan(text) !== null) return []
    const message = `${called(node)}: ${unreadableSpan(text, field)}.`
    return [{ severity: 'error', code: 'bad_span', nodeId: node.id, path: `inputs.${field}`, message }]
  })
}
