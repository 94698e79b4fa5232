import { type CompiledVersion, compileVersion } from '../../decide/index.ts'
import type { ActionResult, JournalRecord, RunStatus, Signal, WaitAnswer } from '../../journal/entry.ts'
import type { InstanceScope, RunIdentity } from '../../journal/run-identity.ts'
import type { Append, AppendResult, News, RunStore, StoredRun } from '../../journal/run-store.ts'
import type { Claim } from '../../queue/claim.ts'
import type { AnswerFate } from '../postgres/send-signal.ts'
import type { NewRun } from '../postgres/start-run.ts'
import { timeOrderedId } from '../postgres/time-ordered-id.ts'
import type { MemoryQueue } from './memory-queue.ts'

interface MemoryWait {
  wait: string
  node: string
  kind: WaitAnswer['kind']
  answer: WaitAnswer | null
  closed: boolean
}

interface MemoryRun {
  identity: RunIdentity
  params: unknown
  version: CompiledVersion
  status: RunStatus
  records: JournalRecord[]
  values: Map<string, ActionResult>
  waits: MemoryWait[]
  signals: Signal[]
}

/** Runs without a database: for tests and for trying a playbook. Same contract, nothing survives the process. */
export class MemoryRunStore implements RunStore {
  readonly #queue: MemoryQueue
  readonly #runs = new Map<string, MemoryRun>()
  #signals = 0

  constructor(queue: MemoryQueue) {
    this.#queue = queue
  }

  startRun(instance: InstanceScope, run: NewRun): string {
    const id = timeOrderedId()
    const { playbookId, playbookVersion, name } = run
    this.#runs.set(id, {
      identity: {
        id,
        instance,
        playbookId,
        playbookVersion,
        name,
        subject: run.subject ?? null,
        test: run.test ?? false,
        context: run.context ?? null,
      },
      params: copy(run.params ?? null),
      version: compileVersion(copy(run.version)),
      status: 'queued',
      records: [],
      values: new Map(),
      waits: [],
      signals: [],
    })
    this.#queue.put(instance.role, id)
    return id
  }

  answerWait(runId: string, nodeId: string, answer: WaitAnswer): AnswerFate {
    const waits = this.#runs.get(runId)?.waits.filter((wait) => wait.node === nodeId && wait.kind === answer.kind) ?? []
    const open = waits.find((wait) => !wait.closed && !wait.answer)
    if (!open) return waits.some((wait) => wait.answer) ? 'already_answered' : 'not_waiting'
    open.answer = answer
    this.#queue.put(this.#role(runId), runId)
    return 'taken'
  }

  sendSignal(
    runId: string,
    signal: Omit<Extract<Signal, { kind: 'kill' }>, 'id'> | Omit<Extract<Signal, { kind: 'rerun' }>, 'id'>,
  ): void {
    this.#signals += 1
    this.#runs.get(runId)?.signals.push({ ...signal, id: this.#signals })
    this.#queue.put(this.#role(runId), runId)
  }

  read(runId: string): { status: RunStatus; records: readonly JournalRecord[]; version: CompiledVersion } | null {
    return this.#runs.get(runId) ?? null
  }

  async load(claims: readonly Claim[]): Promise<(StoredRun | null)[]> {
    return claims.map((claim) => {
      const run = this.#runs.get(claim.ref)
      return run ? { ...run, records: [...run.records], news: newsOf(run) } : null
    })
  }

  async readNews(run: RunIdentity, claim: Claim): Promise<News> {
    this.#queue.acceptWake(claim)
    const found = this.#runs.get(run.id)
    return found ? newsOf(found) : { signals: [], answers: [] }
  }

  async readValues(run: RunIdentity, ids: readonly string[]): Promise<Map<string, ActionResult>> {
    const values = this.#runs.get(run.id)?.values
    return new Map(ids.flatMap((id): [string, ActionResult][] => (values?.has(id) ? [[id, values.get(id) ?? {}]] : [])))
  }

  async append(appends: readonly Append[]): Promise<(AppendResult | Error)[]> {
    return appends.map((append) => this.#append(append))
  }

  #append(append: Append): AppendResult {
    const run = this.#runs.get(append.run.id)
    const [first] = append.records
    if (!run || (first && first.seq !== run.records.length + 1) || !this.#queue.isHeld(append.claim)) return 'refused'
    if (expiresTooLate(run, append)) return 'refused'
    run.records.push(...copy(append.records))
    for (const value of append.values) run.values.set(value.id, JSON.parse(value.body))
    if (append.status) run.status = append.status
    for (const { entry } of append.records) {
      const { waits } = run
      if (entry.type === 'wait-opened') {
        waits.push({ wait: entry.wait, node: entry.node, kind: entry.details.kind, answer: null, closed: false })
      }
      if (entry.type === 'wait-closed') for (const each of waits) each.closed ||= each.wait === entry.wait
    }
    run.signals = run.signals.filter((signal) => !append.consumed.includes(signal.id))
    if (append.end === 'done') this.#queue.complete(append.claim)
    else if (append.end !== 'keep') this.#queue.free(append.claim, append.end.sleepMs)
    return 'committed'
  }

  #role(runId: string): string {
    return this.#runs.get(runId)?.identity.instance.role ?? ''
  }
}

function newsOf(run: MemoryRun): News {
  const answers = run.waits.flatMap(({ wait, answer, closed }) => (answer && !closed ? [{ wait, answer }] : []))
  return { signals: [...run.signals], answers }
}

/** An answer that was acknowledged is not undone by the clock. */
function expiresTooLate(run: MemoryRun, append: Append): boolean {
  return append.records.some(
    ({ entry }) =>
      entry.type === 'wait-closed' &&
      entry.by === 'expiry' &&
      run.waits.some((wait) => wait.wait === entry.wait && (wait.answer !== null || wait.closed)),
  )
}

/** What is stored is not changed by its giver any more. Dates stay dates. */
function copy<T>(value: T): T {
  return structuredClone(value)
}
