import { describe, expect, it } from 'vitest'
import type { EntryOf } from '../journal/entry.ts'
import type { ActionShape } from '../playbook/index.ts'
import { parseSpan } from '../playbook/index.ts'
import { action, end, graphOf, start } from '../worker/test-graph.ts'
import { foldHistory, followSignal, nextMoment, statusOf } from './index.ts'
import { now, PaperRun } from './paper-run.ts'
import { meetsExit, nextRepetition } from './schedule.ts'

type Schedule = NonNullable<ActionShape['schedule']>
const everyTen: Schedule = { every: '10s', expire: '1m', exit: [{ path: 'state', values: ['done'] }], force: false }
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const waiting = { ref: 'const', value: 'x' }

function scheduled(schedule: Partial<Schedule> = {}, inputs: Record<string, unknown> = { ip: waiting }): PaperRun {
  const graph = graphOf(
    [start, action('a', { inputs }), action('b', { action: 'Other' }), end],
    ['start>a', 'a>b', 'b>end'],
  )
  const shape = { type: 'Scheduled', idempotent: false, schedule: { ...everyTen, ...schedule } }
  const run = new PaperRun(graph, { ips: ['1', '2'] }, shape)
  run.decide()
  return run
}

function begun(run: PaperRun): EntryOf<'attempt-started'>[] {
  return run.history.flatMap(({ entry }) => (entry.type === 'attempt-started' && entry.node === 'a' ? [entry] : []))
}

describe('scheduled actions', () => {
  it('is repeated on the grid of the first repetition until the exit condition holds (SCH-01, SCH-04)', () => {
    const run = scheduled()
    run.finish('a', 'succeeded', { state: 'queued' })
    expect(run.statuses()).toMatchObject({ a: 'running', b: 'idle' })
    expect(nextMoment(run.state)).toEqual(later(10))
    run.after(10)
    run.after(3)
    run.finish('a', 'succeeded', { state: 'queued' })
    expect(nextMoment(run.state)).toEqual(later(20))
    run.after(7)
    run.finish('a', 'succeeded', { state: 'done' })
    expect(begun(run)).toHaveLength(3)
    expect(run.statuses()).toMatchObject({ a: 'succeeded', b: 'running' })
  })

  it('gives each repetition a key of its own: each is an action (SCH-06)', () => {
    const run = scheduled()
    run.finish('a')
    run.after(10)
    run.finish('a')
    run.after(10)
    expect(begun(run).map(({ key }) => key)).toEqual(['r:a:1:0', 'r:a:1:0:2', 'r:a:1:0:3'])
  })

  it('stays running between two repetitions, and names the next due time (SCH-08)', () => {
    const run = scheduled()
    run.finish('a')
    expect(statusOf(run.state)).toBe('running')
    expect(run.state.nodes.get('a')).toMatchObject({ status: 'running', iterations: [{ status: 'paused' }] })
    expect(nextMoment(run.state)).toEqual(later(10))
  })

  it('keeps the last result and goes on when its time is over (SCH-03)', () => {
    const run = scheduled({ expire: '25s' })
    run.finish('a', 'succeeded', { state: 'one' })
    for (const state of ['two', 'three']) {
      run.after(10)
      run.finish('a', 'succeeded', { state })
    }
    expect(nextMoment(run.state)).toEqual(later(25))
    run.after(4)
    expect(run.statuses().b).toBe('idle')
    run.after(1)
    expect(run.statuses()).toMatchObject({ a: 'succeeded', b: 'running' })
    expect(run.state.nodes.get('a')?.iterations[0]?.result).toEqual({ inline: { output: { state: 'three' } } })
    expect(begun(run)).toHaveLength(3)
  })

  it('lets a repetition that is under way at the end come to its own end (SCH-03)', () => {
    const run = scheduled({ expire: '25s' })
    run.after(30)
    expect(run.statuses().a).toBe('running')
    run.finish('a', 'succeeded', { state: 'slow' })
    expect(run.statuses()).toMatchObject({ a: 'succeeded', b: 'running' })
  })

  it('is only waited for to the end, where nobody worked when the next repetition was due (SCH-03)', () => {
    const run = scheduled({ expire: '25s' })
    run.finish('a', 'succeeded', { state: 'one' })
    run.after(1000)
    expect(begun(run)).toHaveLength(1)
    expect(run.statuses().a).toBe('succeeded')
  })

  it('goes on for ever without an end', () => {
    const run = scheduled({ expire: null })
    run.finish('a')
    run.after(1_000_000)
    run.finish('a')
    expect(nextMoment(run.state)).toEqual(later(1_000_010))
  })

  it('leaves out what is due while a repetition is under way (SCH-05)', () => {
    const run = scheduled()
    expect(run.after(25)).toEqual([])
    run.finish('a')
    expect(nextMoment(run.state)).toEqual(later(30))
  })

  it('stops the one under way when the next is due, where it says force (SCH-05)', () => {
    const run = scheduled({ force: true })
    expect(nextMoment(run.state)).toEqual(later(10))
    expect(run.after(10)).toMatchObject([
      { type: 'attempt-stopped', attempt: 1 },
      { type: 'attempt-started', attempt: 2, key: 'r:a:1:0:2', replaceAt: later(20).toISOString() },
    ])
    expect(run.state.running).toBe(1)
    const late = { node: 'a', round: 1, iteration: 0, attempt: 1 }
    run.put({ type: 'attempt-finished', ...late, status: 'succeeded', result: { inline: { output: 'late' } } })
    expect(run.state).toMatchObject({ running: 1 })
    expect(run.state.nodes.get('a')?.iterations[0]).toMatchObject({ status: 'running', result: null })
    run.finish('a', 'succeeded', { state: 'done' })
    expect(run.statuses().a).toBe('succeeded')
  })

  it('stops nothing where there is no room for the next (SCH-05)', () => {
    const run = scheduled({ force: true })
    run.now = later(10)
    expect(run.decide(0)).toEqual([])
    expect(run.state.running).toBe(1)
  })

  it('does not stop the last one before the end (SCH-05)', () => {
    const run = scheduled({ force: true, expire: '15s' })
    run.after(10)
    expect(begun(run).at(-1)).not.toHaveProperty('replaceAt')
    expect(run.after(10)).toEqual([])
  })

  it('records a failing repetition and goes on; only the last one decides (SCH-07)', () => {
    const run = scheduled()
    run.finish('a', 'failed')
    expect(run.state.nodes.get('a')?.iterations[0]).toMatchObject({ status: 'paused', error: 'a broke' })
    run.after(10)
    run.finish('a', 'succeeded', { state: 'done' })
    run.runOut()
    expect(run.state.finished).toBe('completed')
  })

  it('fails when the last repetition failed (SCH-07)', () => {
    const run = scheduled({ expire: '15s' })
    run.finish('a')
    run.after(10)
    run.finish('a', 'failed')
    run.after(5)
    expect(run.state.nodes.get('a')).toMatchObject({ status: 'failed', error: 'a broke' })
    run.runOut()
    expect(run.state.finished).toBe('completed_with_errors')
  })

  it('takes its times from inputs, each iteration its own (SCH-02)', () => {
    const inputs = { every: { ref: 'param', path: 'ips' }, end: { ref: 'const', value: '1h' } }
    const graph = graphOf([start, action('a', { inputs }), end], ['start>a', 'a>end'])
    const schedule = { ...everyTen, every: 'input.every', expire: 'input.end' }
    const run = new PaperRun(graph, { ips: ['5s', '9s'] }, { type: 'Scheduled', schedule })
    run.decide()
    run.finish('a')
    expect([...run.state.timers.values()].map(({ at }) => at)).toEqual([later(5), later(9)])
  })

  it('fails before its first repetition when a time cannot be read (SCH-02)', () => {
    const run = scheduled({ every: 'input.ip' }, { ip: { ref: 'const', value: 'soon' } })
    expect(run.state.nodes.get('a')).toMatchObject({
      status: 'failed',
      error: 'The time “soon” of the input “ip” cannot be read; write a whole number and s, m, h or d, such as 10m',
    })
    expect(begun(run)).toEqual([])
    expect(run.statuses().b).toBe('running')
  })

  it('begins a lost repetition again at once with the same key, and keeps the grid', () => {
    const run = scheduled()
    run.put({ type: 'attempt-lost', node: 'a', round: 1, iteration: 0, attempt: 1 })
    expect(run.after(4)).toMatchObject([{ type: 'attempt-started', attempt: 2, key: 'r:a:1:0' }])
    run.finish('a')
    expect(nextMoment(run.state)).toEqual(later(10))
  })

  it('starts a new schedule when the node is run again (EXE-11)', () => {
    const run = scheduled()
    run.finish('a')
    run.after(4)
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a', scope: 'from-here', by: null }))
    run.decide()
    run.finish('a')
    expect(nextMoment(run.state)).toEqual(later(14))
    expect([...run.state.timers.values()]).toHaveLength(1)
  })

  it('comes to the same state from the history alone', () => {
    const run = scheduled({ force: true })
    run.after(10)
    run.finish('a')
    expect(foldHistory(run.version, run.history)).toEqual(run.state)
  })
})

describe('the times of a schedule (SCH-02)', () => {
  it.each([
    ['30s', 30_000],
    ['10m', 600_000],
    [' 2 h ', 7_200_000],
    ['1d', 86_400_000],
    ['0m', null],
    ['1.5h', null],
    ['10', null],
    ['-1m', null],
    ['999999999d', null],
    ['', null],
  ])('%s is %s milliseconds', (text, span) => {
    expect(parseSpan(text)).toBe(span)
  })

  it.each([
    [0, 10, 'schedule'],
    [9, 10, 'schedule'],
    [10, 20, 'schedule'],
    [45, 50, 'schedule'],
    [50, 60, 'expiry'],
    [75, 75, 'expiry'],
  ])('after %s s comes second %s, %s', (at, next, why) => {
    const times = { every: 10_000, expire: 60_000 }
    expect(nextRepetition(times, now, later(at))).toEqual({ at: later(next), why })
  })
})

describe('the exit condition (SCH-04)', () => {
  const inputs = { status: 'Closed', many: ['a', 'b'] }
  it.each<[string, string[], unknown, boolean]>([
    ['state', ['done'], { state: 'done' }, true],
    ['state', ['done', 'failed'], { state: 'failed' }, true],
    ['state', ['done'], { state: 'Done' }, false],
    ['code', ['200'], { code: 200 }, true],
    ['ready', ['true'], { ready: true }, true],
    ['jobs.[].state', ['done'], { jobs: [{ state: 'queued' }, { state: 'done' }] }, true],
    ['missing', [''], {}, false],
    ['state', ['input.status'], { state: 'Closed' }, true],
    ['state', ['input.many'], { state: 'b' }, true],
    ['input.status', ['Closed'], {}, true],
    ['no [path', ['x'], {}, false],
    ['', ['text'], 'text', true],
  ])('%s in %j', (path, values, output, holds) => {
    expect(meetsExit({ ...everyTen, exit: [{ path, values }] }, inputs, output)).toBe(holds)
  })
})
