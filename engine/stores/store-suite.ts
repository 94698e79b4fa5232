import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry, JournalRecord, WaitAnswer } from '../journal/entry.ts'
import type { Append, RunStore, StoredRun } from '../journal/run-store.ts'
import type { Claim } from '../queue/claim.ts'
import { choice, end, graphOf, start, versionOf } from '../worker/test-graph.ts'
import type { AnswerFate } from './postgres/send-signal.ts'
import type { NewRun } from './postgres/start-run.ts'

/** What a store brings along so that its contract can be tried without a worker. */
export interface StoreUnderTest {
  store: RunStore
  startRun(run: NewRun): Promise<string>
  answerWait(runId: string, nodeId: string, answer: WaitAnswer): Promise<AnswerFate>
  kill(runId: string): Promise<void>
  /** Claims what is due. */
  claim(): Promise<Claim[]>
  /** Makes everything held look like the work of a worker that died. */
  abandon(): Promise<void>
  close(): Promise<void>
}

const graph = graphOf([start, choice('ask'), end], ['start>ask', 'ask:yes>end', 'ask:no>end'])
const newRun: NewRun = { playbookId: 'p', playbookVersion: 3, name: 'Ask', version: versionOf(graph), params: { a: 1 } }
const opened: Entry = {
  type: 'wait-opened',
  wait: 'ask:1',
  node: 'ask',
  round: 1,
  expiresAt: null,
  details: {
    kind: 'choice',
    title: 'Block it?',
    question: '',
    answers: ['yes', 'no'],
    expiryAnswer: null,
    authorizer: null,
    byMail: false,
    bySlack: false,
  },
}
const answered: WaitAnswer = { kind: 'choice', answer: 'yes', responder: { email: 'ann@example.org' } }
const expired: Entry = { type: 'wait-closed', wait: 'ask:1', node: 'ask', by: 'expiry', answer: null }

/** The contract of every run store: each implementation passes it. */
export function describeRunStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the run store ${name}`, () => {
    let tested: StoreUnderTest
    beforeAll(async () => {
      tested = await open()
    })
    afterAll(() => tested.close())

    async function begin(): Promise<{ claim: Claim; run: StoredRun }> {
      const id = await tested.startRun(newRun)
      return claimed(id)
    }

    async function claimed(id: string): Promise<{ claim: Claim; run: StoredRun }> {
      const claim = (await tested.claim()).find((each) => each.ref === id)
      if (!claim) throw new Error(`Run ${id} is not due`)
      const [run] = await tested.store.load([claim])
      if (!run) throw new Error(`Run ${id} cannot be loaded`)
      return { claim, run }
    }

    const append = async ({ claim, run }: { claim: Claim; run: StoredRun }, more: Partial<Append>) => {
      const full: Append = {
        run: run.identity,
        claim,
        records: [],
        values: [],
        status: null,
        error: null,
        consumed: [],
        end: 'keep',
        events: [],
        ...more,
      }
      return (await tested.store.append([full]))[0]
    }
    const record = (seq: number, entry: Entry): JournalRecord => ({ seq, at: new Date(1_700_000_000_000 + seq), entry })

    it('gives back what was started and appended', async () => {
      const held = await begin()
      expect(held.run).toMatchObject({
        params: { a: 1 },
        status: 'queued',
        records: [],
        identity: { playbookVersion: 3 },
      })
      const records = [record(1, { type: 'run-started' }), record(2, opened)]
      expect(await append(held, { records, status: 'waiting' })).toBe('committed')
      const [again] = await tested.store.load([held.claim])
      expect(again).toMatchObject({ records, status: 'waiting' })
    })

    it('refuses a number that exists: only one of two workers goes on', async () => {
      const held = await begin()
      expect(await append(held, { records: [record(1, { type: 'run-started' })] })).toBe('committed')
      await tested.abandon()
      const next = await claimed(held.claim.ref)
      expect(next.claim).toMatchObject({ takenOver: true, fence: held.claim.fence + 1 })
      expect(await append(next, { records: [record(2, { type: 'taken-over' })] })).toBe('committed')
      expect(await append(held, { records: [record(2, { type: 'killed', by: null, reason: null })] })).toBe('refused')
      const [after] = await tested.store.load([next.claim])
      expect(after?.records.at(-1)?.entry.type).toBe('taken-over')
    })

    it('refuses the end of a claim that is not held any more', async () => {
      const held = await begin()
      await tested.abandon()
      await claimed(held.claim.ref)
      expect(await append(held, { records: [record(1, { type: 'run-started' })], end: 'done' })).toBe('refused')
    })

    it('takes the first answer only, and shows it until its wait is closed', async () => {
      const held = await begin()
      await append(held, { records: [record(1, opened)] })
      const id = held.claim.ref
      expect(await tested.answerWait(id, 'start', answered)).toBe('not_waiting')
      const fates = await Promise.all([tested.answerWait(id, 'ask', answered), tested.answerWait(id, 'ask', answered)])
      expect(fates.sort()).toEqual(['already_answered', 'taken'])
      const news = await tested.store.readNews(held.run.identity, held.claim)
      expect(news.answers).toEqual([{ wait: 'ask:1', answer: answered }])
      const closed: Entry = { type: 'wait-closed', wait: 'ask:1', node: 'ask', by: 'answer', answer: answered }
      expect(await append(held, { records: [record(2, closed)] })).toBe('committed')
      expect((await tested.store.readNews(held.run.identity, held.claim)).answers).toEqual([])
    })

    it('does not let the clock undo an answer that was acknowledged', async () => {
      const held = await begin()
      await append(held, { records: [record(1, opened)] })
      expect(await tested.answerWait(held.claim.ref, 'ask', answered)).toBe('taken')
      expect(await append(held, { records: [record(2, expired)] })).toBe('refused')
    })

    it('does not let an answer undo the clock', async () => {
      const held = await begin()
      await append(held, { records: [record(1, opened)] })
      expect(await append(held, { records: [record(2, expired)] })).toBe('committed')
      expect(await tested.answerWait(held.claim.ref, 'ask', answered)).not.toBe('taken')
    })

    it('sleeps until it is woken', async () => {
      const held = await begin()
      await append(held, { records: [record(1, opened)], end: { sleepMs: null } })
      expect((await tested.claim()).map((claim) => claim.ref)).not.toContain(held.claim.ref)
      await tested.answerWait(held.claim.ref, 'ask', answered)
      const { claim, run } = await claimed(held.claim.ref)
      expect(claim.takenOver).toBe(false)
      expect(run.news.answers).toHaveLength(1)
    })

    it.each([
      'done',
      { sleepMs: null },
    ] as const)('loses no wake that comes before the claim ends: %j', async (ending) => {
      const held = await begin()
      await append(held, { records: [record(1, opened)] })
      await tested.store.readNews(held.run.identity, held.claim)
      await tested.kill(held.claim.ref)
      expect(await append(held, { end: ending })).toBe('committed')
      const { claim, run } = await claimed(held.claim.ref)
      expect(run.news.signals).toMatchObject([{ kind: 'kill' }])
      expect(await append({ claim, run }, { consumed: run.news.signals.map((signal) => signal.id), end: 'done' })).toBe(
        'committed',
      )
      expect((await tested.claim()).map((each) => each.ref)).not.toContain(held.claim.ref)
    })

    it('keeps large values apart', async () => {
      const held = await begin()
      const id = '01890000-0000-7000-8000-000000000001'.replace('0001', held.claim.ref.slice(-4))
      const values = [{ id, bytes: 15, body: JSON.stringify({ output: 'large' }) }]
      expect(await append(held, { records: [record(1, { type: 'run-started' })], values })).toBe('committed')
      expect(await tested.store.readValues(held.run.identity, [id])).toEqual(new Map([[id, { output: 'large' }]]))
    })

    it('commits the others of a group when one is refused', async () => {
      const one = await begin()
      const two = await begin()
      await append(one, { records: [record(1, { type: 'run-started' })] })
      const make = (held: typeof one): Append => ({
        run: held.run.identity,
        claim: held.claim,
        records: [record(1, { type: 'run-started' })],
        values: [],
        status: 'running',
        error: null,
        consumed: [],
        end: 'keep',
        events: [],
      })
      const zombie = make({ ...one, claim: { ...one.claim, fence: one.claim.fence - 1 } })
      expect(await tested.store.append([zombie, make(two)])).toEqual(['refused', 'committed'])
    })
  })
}
