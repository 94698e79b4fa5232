import type { EntryOf, JournalRecord } from '../journal/entry.ts'
import { downstreamIds } from '../playbook/index.ts'
import { expireSchedule, finishAttempt, loseAttempt, newIteration, startAttempt, stopAttempt } from './apply-attempt.ts'
import { planCalls } from './apply-call.ts'
import { closeWait, openWait } from './apply-wait.ts'
import { takeFiltered } from './decide-filter.ts'
import { endNode } from './end-node.ts'
import { type NodeState, nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { settleIncoming, settleOutgoing } from './settle.ts'

/** The state before anything happened: only Start can begin. */
export function newRunState(version: CompiledVersion): RunState {
  const state: RunState = {
    seq: 0,
    started: false,
    killed: false,
    finished: null,
    error: null,
    startedAt: null,
    finishedAt: null,
    nodes: new Map(),
    waits: new Map(),
    timers: new Map(),
    ready: new Set(),
    busy: new Set(),
    calls: new Set(),
    running: 0,
    failed: new Set(),
  }
  for (const node of version.graph.nodes) {
    const links = version.topology.incoming(node.id).length
    state.nodes.set(node.id, { ...emptyRound(), id: node.id, round: 1, undecided: links, arrived: 0, alone: false })
  }
  // Nodes that nothing leads to never run; their branches have ended before they began (PBK-17 warns).
  for (const node of version.topology.order) {
    if (node.kind !== 'start' && version.topology.incoming(node.id).length === 0) {
      nodeState(state, node.id).status = 'skipped'
      settleOutgoing(version, state, node.id)
    }
  }
  return state
}

export function foldHistory(version: CompiledVersion, records: readonly JournalRecord[]): RunState {
  const state = newRunState(version)
  for (const record of records) applyEntry(version, state, record)
  return state
}

/** Changes the state by one fact. Facts of an earlier round change nothing. */
export function applyEntry(version: CompiledVersion, state: RunState, record: JournalRecord): void {
  const { entry, at } = record
  state.seq = record.seq
  switch (entry.type) {
    case 'run-started':
      startRun(version, state, at)
      break
    case 'taken-over':
      break
    case 'node-finished':
      finishNode(version, state, entry, at)
      break
    case 'node-started':
      startNode(version, state, entry, at)
      break
    case 'attempt-started':
      startAttempt(state, entry, at)
      break
    case 'attempt-finished':
      finishAttempt(version, state, entry, at)
      break
    case 'attempt-lost':
      loseAttempt(state, entry)
      break
    case 'attempt-stopped':
      stopAttempt(state, entry)
      break
    case 'schedule-expired':
      expireSchedule(version, state, entry, at)
      break
    case 'calls-planned':
      planCalls(version, state, entry, at)
      break
    case 'wait-opened':
      openWait(version, state, entry, at)
      break
    case 'wait-closed':
      closeWait(version, state, entry, at)
      break
    case 'nodes-reset':
      resetNodes(version, state, entry)
      break
    case 'killed':
      state.killed = true
      state.error = entry.reason
      break
    case 'run-finished':
      finishRun(state, entry, at)
  }
}

function startRun(version: CompiledVersion, state: RunState, at: Date): void {
  state.started = true
  state.startedAt = at
  const start = version.graph.nodes.find((node) => node.kind === 'start')
  if (!start) return
  nodeState(state, start.id).status = 'ready'
  state.ready.add(start.id)
}

function finishNode(version: CompiledVersion, state: RunState, entry: EntryOf<'node-finished'>, at: Date): void {
  const node = nodeState(state, entry.node)
  if (node.round !== entry.round) return
  node.startedAt ??= at
  takeFiltered(state, node, entry.filtered, at)
  endNode(version, state, node, { status: entry.status, ports: entry.ports, error: entry.error ?? null, at })
}

function startNode(version: CompiledVersion, state: RunState, entry: EntryOf<'node-started'>, at: Date): void {
  const node = nodeState(state, entry.node)
  if (node.round !== entry.round) return
  state.ready.delete(node.id)
  node.status = 'running'
  node.startedAt ??= at
  node.rows = entry.rows
  node.iterated = entry.iterated
  node.resource = entry.resource
  node.warnings = entry.warnings ?? []
  node.iterations = entry.rows.map(newIteration)
  if (node.iterations.length > 0) state.busy.add(node.id)
  else endNode(version, state, node, { status: 'succeeded', ports: ['out'], error: null, at })
}

function resetNodes(version: CompiledVersion, state: RunState, entry: EntryOf<'nodes-reset'>): void {
  const after = entry.scope === 'from-here' ? [...downstreamIds(version.topology, entry.node)] : []
  const ids = [entry.node, ...after]
  for (const id of ids) {
    const node = nodeState(state, id)
    state.running -= node.running
    state.ready.delete(id)
    state.busy.delete(id)
    state.calls.delete(id)
    state.failed.delete(id)
    dropTimers(state, id)
    const settled = node.status === 'succeeded' || node.status === 'failed'
    const alone = entry.scope === 'this' && (settled || node.alone)
    Object.assign(node, emptyRound(), { round: node.round + 1, alone })
  }
  for (const node of version.topology.order) {
    if (after.includes(node.id)) settleIncoming(version, state, node.id)
  }
  nodeState(state, entry.node).status = 'ready'
  state.ready.add(entry.node)
  state.finished = null
  state.finishedAt = null
  state.killed = false
  state.error = null
}

function dropTimers(state: RunState, node: string): void {
  for (const [key, timer] of state.timers) if (timer.node === node) state.timers.delete(key)
}

function emptyRound(): Omit<NodeState, 'id' | 'round' | 'undecided' | 'arrived' | 'alone'> {
  return {
    status: 'idle',
    ports: [],
    rows: [],
    iterated: false,
    resource: null,
    iterations: [],
    next: 0,
    lost: new Set(),
    running: 0,
    ended: 0,
    startedAt: null,
    finishedAt: null,
    error: null,
    warnings: [],
    responder: null,
    answer: null,
    filtered: null,
    plan: null,
    passed: false,
  }
}

function finishRun(state: RunState, entry: EntryOf<'run-finished'>, at: Date): void {
  state.finished = entry.status
  state.finishedAt = at
  state.error = entry.error ?? state.error
  state.ready.clear()
  state.busy.clear()
  state.calls.clear()
  state.timers.clear()
  state.running = 0
  for (const node of state.nodes.values()) {
    if (node.status !== 'running' && node.status !== 'waiting' && node.status !== 'ready') continue
    node.status = node.status === 'ready' ? 'skipped' : 'killed'
    node.finishedAt = at
    node.running = 0
    for (const iteration of node.iterations) if (iteration.finishedAt === null) iteration.status = 'killed'
  }
}
