import type { TaskNode, WaitNode } from './nodes.ts'
import { called, type Problem } from './problem.ts'
import { checkConditions, isFilled } from './validate-conditions.ts'
import { readDuration, readTime } from './wait-times.ts'

/** A wait knows how long, until when, or for what. */
export function checkWait(node: WaitNode): Problem[] {
  if (node.mode === 'condition') return checkConditions(node, called(node))
  const value = node.mode === 'duration' ? node.duration : node.time
  const bad = (message: string): Problem[] => [
    { severity: 'error', code: 'no_wait', nodeId: node.id, path: node.mode, message: `${called(node)} ${message}` },
  ]
  if (!isFilled(value)) {
    return bad(node.mode === 'duration' ? 'has no duration; give one such as 15m.' : 'has no time; give one.')
  }
  if (value?.ref !== 'const') return []
  if (node.mode === 'duration' && readDuration(value.value) === null) {
    return bad(`cannot read the duration “${String(value.value)}”; write seconds or 15m, 2h, 1d.`)
  }
  if (node.mode === 'time' && readTime(value.value) === null) {
    return bad(`cannot read the time “${String(value.value)}”; write it as 2026-01-31T09:00:00Z.`)
  }
  return []
}

export function checkTask(node: TaskNode): Problem[] {
  if (node.title.trim() !== '') return []
  const message = `${called(node)} has no title; write what is to be done.`
  return [{ severity: 'error', code: 'no_title', nodeId: node.id, path: 'title', message }]
}
