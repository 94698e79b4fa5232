import { describe, expect, it } from 'vitest'
import { action, choice, end, graphOf, start, when } from '../worker/test-graph.ts'
import { PaperRun } from './paper-run.ts'

const diamond = () =>
  graphOf(
    [start, action('a'), action('b'), action('join'), end],
    ['start>a', 'start>b', 'a>join', 'b>join', 'join>end'],
  )
const exclusive = () =>
  graphOf(
    [start, when('if', 'x', '1'), action('yes'), action('no'), action('join'), end],
    ['start>if', 'if:yes>yes', 'if:failure>no', 'yes>join', 'no>join', 'join>end'],
  )

describe('joins', () => {
  it('starts all successors of a port side by side (EXE-04)', () => {
    const run = new PaperRun(diamond())
    run.decide()
    expect(run.statuses()).toMatchObject({ a: 'running', b: 'running', join: 'idle' })
  })

  it('waits for every branch that can still arrive (EXE-05)', () => {
    const run = new PaperRun(diamond())
    run.decide()
    run.finish('a')
    expect(run.statuses().join).toBe('idle')
    run.finish('b')
    expect(run.statuses().join).toBe('running')
  })

  it.each([
    ['1', 'yes', 'no'],
    ['2', 'no', 'yes'],
  ])('joins exclusive branches once, x=%s (EXE-05)', (x, taken, skipped) => {
    const run = new PaperRun(exclusive(), { x })
    expect(run.runOut()).toEqual([taken, 'join'])
    expect(run.statuses()).toMatchObject({ [skipped]: 'skipped', join: 'succeeded', end: 'succeeded' })
    expect(run.state.finished).toBe('completed')
  })

  it('ends a whole part that only branches not taken lead to (EXE-05)', () => {
    const graph = graphOf(
      [start, when('if', 'x', '1'), action('a'), action('b'), action('c'), action('late'), end],
      ['start>if', 'start>late', 'if:yes>a', 'a>b', 'b>c', 'late>c', 'c>end'],
    )
    const run = new PaperRun(graph, { x: '2' })
    expect(run.runOut()).toEqual(['late', 'c'])
    expect(run.statuses()).toMatchObject({ a: 'skipped', b: 'skipped', c: 'succeeded' })
  })

  it('does not start a node that a question and a condition both may lead to twice (EXE-05)', () => {
    const graph = graphOf(
      [start, when('if', 'x', '1'), choice('ask'), action('act'), end],
      ['start>if', 'if:yes>ask', 'if:failure>act', 'ask:yes>act', 'ask:no>act', 'act>end'],
    )
    const run = new PaperRun(graph, { x: '1' })
    run.decide()
    run.answer('ask', 'no')
    expect(run.runOut()).toEqual(['act'])
  })

  it('ends a run whose branches stop before End (NOD-05)', () => {
    const run = new PaperRun(graphOf([start, action('a'), end], ['start>a']))
    expect(run.runOut()).toEqual(['a'])
    expect(run.state.finished).toBe('completed')
    expect(run.statuses().end).toBe('skipped')
  })
})
