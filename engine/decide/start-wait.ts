import type { Entry, WaitDetails } from '../journal/entry.ts'
import { readDuration, readTime, type WaitNode } from '../playbook/index.ts'
import { ConditionError, holds, resolve, type ValueSource } from '../values/index.ts'
import type { DecideContext } from './decide-context.ts'
import { exitsOf } from './failure-exit.ts'
import type { RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { type Needs, needsOf, valueSource } from './value-source.ts'

/** How a wait begins; what has come already is not waited for. */
export function startWait(
  version: CompiledVersion,
  node: WaitNode,
  round: number,
  source: ValueSource,
  context: DecideContext,
): Entry {
  const over = { type: 'node-finished' as const, node: node.id, round }
  try {
    if (node.mode === 'condition') {
      if (holds(node, source)) return { ...over, status: 'succeeded', ports: ['out'] }
      const { timeoutSeconds } = node
      const end = timeoutSeconds === null ? null : new Date(context.now.getTime() + timeoutSeconds * 1000)
      return open(node, round, end, { kind: 'condition' })
    }
    const until = node.mode === 'duration' ? afterDuration(node, source, context.now) : atTime(node, source)
    if (until <= context.now) return { ...over, status: 'succeeded', ports: ['out'] }
    return open(node, round, until, { kind: 'time', until: until.toISOString() })
  } catch (error) {
    if (!(error instanceof ConditionError) && !(error instanceof WaitError)) throw error
    return { ...over, status: 'failed', ports: exitsOf(version, node.id, 'failed'), error: error.message }
  }
}

/** A duration or a time that cannot be read; the message is for the person who built it. */
class WaitError extends Error {
  override readonly name = 'WaitError'
}

function open(node: WaitNode, round: number, end: Date | null, details: WaitDetails): Entry {
  const expiresAt = end?.toISOString() ?? null
  return { type: 'wait-opened', wait: `${node.id}:${round}`, node: node.id, round, expiresAt, details }
}

function afterDuration(node: WaitNode, source: ValueSource, now: Date): Date {
  const value = one(node.duration && resolve(node.duration, source))
  const seconds = readDuration(value)
  if (seconds === null)
    throw new WaitError(`The duration “${shown(value)}” cannot be read; it is written as 90, 15m, 2h or 1d.`)
  return new Date(now.getTime() + seconds * 1000)
}

function atTime(node: WaitNode, source: ValueSource): Date {
  const value = one(node.time && resolve(node.time, source))
  const at = readTime(value)
  if (at === null)
    throw new WaitError(`The time “${shown(value)}” cannot be read; it is written as 2026-01-31T09:00:00Z.`)
  return at
}

function one(value: unknown): unknown {
  return Array.isArray(value) ? value.find((item) => item !== undefined) : value
}

function shown(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

/** Open waits whose condition holds by now; asked for when something may have changed. */
export function endMetConditions(
  version: CompiledVersion,
  state: RunState,
  context: DecideContext,
): { entries: Entry[]; needs: Needs } {
  const entries: Entry[] = []
  const needs: Needs = { scopes: [], values: [] }
  for (const wait of state.waits.values()) {
    const node = version.topology.node(wait.node)
    if (wait.details.kind !== 'condition' || node?.kind !== 'wait') continue
    const lacks = needsOf(node, state, context)
    if (lacks.scopes.length > 0 || lacks.values.length > 0) {
      needs.scopes.push(...lacks.scopes)
      needs.values.push(...lacks.values)
    } else if (holds(node, valueSource(state, context))) {
      const answer = { kind: 'condition' as const, met: true }
      entries.push({ type: 'wait-closed', wait: wait.wait, node: wait.node, by: 'change', answer })
    }
  }
  return { entries, needs }
}
