import type { NodeStatus, RunStatus } from '@tocsin/contracts/run.ts'
import type { Tone } from '../ui/index.ts'

export const runTones: Record<RunStatus, Tone> = {
  queued: 'neutral',
  running: 'active',
  waiting: 'warn',
  completed: 'good',
  completed_with_errors: 'danger',
  failed: 'danger',
  killed: 'neutral',
}

export const nodeTones: Record<NodeStatus, Tone> = {
  pending: 'neutral',
  running: 'active',
  waiting: 'warn',
  succeeded: 'good',
  failed: 'danger',
  skipped: 'neutral',
  killed: 'neutral',
}

export function isOver(status: RunStatus): boolean {
  return status !== 'queued' && status !== 'running' && status !== 'waiting'
}

/** Milliseconds from start to end, or until `now` while it is not over; null before it began. */
export function lengthOf(span: { startedAt: string | null; finishedAt: string | null }, now: number): number | null {
  if (span.startedAt === null) return null
  const end = span.finishedAt === null ? now : Date.parse(span.finishedAt)
  return Math.max(0, end - Date.parse(span.startedAt))
}
