import type { FinalStatus, Responder, RunStatus, StoredResult, WaitDetails } from '../journal/entry.ts'
import type { InputRow } from '../values/expand-inputs.ts'

/**
 * idle: not reached yet · ready: may start · running: attempts under way · waiting: a person is asked · skipped: no
 * branch led here · the rest: how it ended.
 */
export type NodeStatus = 'idle' | 'ready' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'skipped' | 'killed'

/**
 * lost: begun by a worker that died · again: a person decided that it is begun once more · paused: goes on by itself
 * when its timer is due.
 */
export type IterationStatus =
  | 'pending'
  | 'running'
  | 'paused'
  | 'lost'
  | 'again'
  | 'waiting'
  | 'succeeded'
  | 'failed'
  | 'killed'

export interface IterationState {
  status: IterationStatus
  /** How often it was begun. */
  attempts: number
  /** Failed attempts that another one follows or followed, and which repetition of its schedule this is. */
  failures: number
  repetition: number
  startedAt: Date | null
  finishedAt: Date | null
  error: string | null
  result: StoredResult | null
}

/** What happens to an iteration by itself: an attempt begins, begins in place of another, or its schedule is over. */
export interface Timer {
  node: string
  iteration: number
  at: Date
  what: 'begin' | 'replace' | 'expire'
}

export interface NodeState {
  readonly id: string
  status: NodeStatus
  /** Grows each time the node is run again. */
  round: number
  /** Incoming links whose branch has neither arrived nor ended, and those that have arrived (EXE-05). */
  undecided: number
  arrived: number
  /** Run again alone: what follows has run already and stays (EXE-11). */
  alone: boolean
  /** Exits taken. */
  ports: string[]
  rows: InputRow[]
  iterated: boolean
  resource: string | null
  iterations: IterationState[]
  /** First iteration not yet begun, and how many are under way or ended. */
  next: number
  /** Iterations whose attempt was lost and that nobody has decided about, or that are to be begun again. */
  lost: Set<number>
  running: number
  ended: number
  startedAt: Date | null
  finishedAt: Date | null
  error: string | null
  warnings: string[]
  responder: Responder | null
  answer: string | null
  /** Of a filter: what passed of each of its iterations, which hold the whole results of the filtered action. */
  filtered: { splitBy: string; passed: ('all' | number[])[] } | null
  /** Of a node that runs other playbooks, once it has started; its iterations are the calls. */
  plan: CallPlan | null
  /** What follows went on although its wait is open: a task that is not mandatory (NOD-41). */
  passed: boolean
}

/** How often a node runs another playbook. */
export interface CallPlan {
  /** Null: until its condition holds. */
  count: number | null
  items: StoredResult | null
}

export interface OpenWait {
  wait: string
  node: string
  round: number
  openedAt: Date
  expiresAt: Date | null
  details: WaitDetails
}

/** A run as its history tells it. Only `applyEntry` changes it. */
export interface RunState {
  /** Number of the last entry. */
  seq: number
  started: boolean
  killed: boolean
  finished: FinalStatus | null
  error: string | null
  startedAt: Date | null
  finishedAt: Date | null
  nodes: Map<string, NodeState>
  waits: Map<string, OpenWait>
  /** At most one of each iteration, by `timerKey`. */
  timers: Map<string, Timer>
  /** Nodes that may start, in the order in which they became so. */
  ready: Set<string>
  /** Nodes with iterations still to begin, or lost. */
  busy: Set<string>
  /** Nodes whose next call of another playbook, or whose end, is to be decided. */
  calls: Set<string>
  /** Attempts under way. */
  running: number
  /** Nodes whose present round failed, without those whose failure the playbook deals with itself. */
  failed: Set<string>
}

/** What the list of runs shows. */
export function statusOf(state: RunState): RunStatus {
  if (state.finished) return state.finished
  if (!state.started) return 'queued'
  return state.waits.size > 0 && isIdle(state) ? 'waiting' : 'running'
}

/** Nothing is under way or may begin; only an answer or the clock carries it on. */
export function isIdle(state: RunState): boolean {
  return state.running === 0 && state.ready.size === 0 && state.busy.size === 0 && state.calls.size === 0
}

export function timerKey(node: string, iteration: number): string {
  return `${node}:${iteration}`
}

export function nodeState(state: RunState, id: string): NodeState {
  const node = state.nodes.get(id)
  if (!node) throw new Error(`The history names node ${id}, which is not in the version of this run`)
  return node
}
