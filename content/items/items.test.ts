import { describe, expect, it } from 'vitest'
import { createBundle, readBundle, writeBundle } from './bundle.ts'
import { type ContentItem, contentItem } from './content-item.ts'
import { dependencyClosure } from './dependency-closure.ts'
import { planItem } from './plan-item.ts'

const item = (id: string, needs: string[] = []): ContentItem =>
  contentItem({
    kind: 'playbook',
    id,
    name: id.toUpperCase(),
    body: { id, nodes: [] },
    dependsOn: needs.map((each) => ({ kind: 'playbook', id: each, name: each, why: `${id} starts ${each}` })),
  })

function library(...items: ContentItem[]) {
  const asked: string[] = []
  const resolve = async ({ id }: { id: string }) => {
    asked.push(id)
    return items.find((each) => each.id === id) ?? null
  }
  return { asked, resolve }
}

describe('dependency closure (FLT-32)', () => {
  it('brings everything that is needed, first what others need, with the reason', async () => {
    const { resolve, asked } = library(item('b', ['d']), item('c', ['d']), item('d'))
    const closure = await dependencyClosure([item('a', ['b', 'c'])], resolve)
    expect(closure.items.map((each) => each.item.id)).toEqual(['d', 'b', 'c', 'a'])
    expect(closure.items[0]).toMatchObject({ neededBy: [{ id: 'b' }, { id: 'c' }], asked: false })
    expect(closure.items[3]).toMatchObject({ neededBy: [], asked: true })
    expect(closure).toMatchObject({ missing: [], cycles: [] })
    expect(asked.sort()).toEqual(['b', 'c', 'd'])
  })

  it('gives the same order whatever the order of the question', async () => {
    const all = [item('a', ['c']), item('b', ['c']), item('c')]
    const { resolve } = library()
    const orders = [all, [...all].reverse()].map(async (asked) =>
      (await dependencyClosure(asked, resolve)).items.map((each) => each.item.id),
    )
    expect(await orders[0]).toEqual(await orders[1])
  })

  it('names what does not exist, for each that needs it', async () => {
    const { resolve, asked } = library(item('b', ['x']))
    const { missing } = await dependencyClosure([item('a', ['b', 'x'])], resolve)
    expect(missing).toMatchObject([
      { id: 'x', why: 'a starts x', neededBy: { id: 'a' } },
      { id: 'x', why: 'b starts x', neededBy: { id: 'b' } },
    ])
    expect(asked.filter((id) => id === 'x')).toHaveLength(1)
  })

  it('reports circles, of one too, and still lists every item once', async () => {
    const { resolve } = library(item('b', ['c']), item('c', ['a']), item('self', ['self']))
    const closure = await dependencyClosure([item('a', ['b', 'self'])], resolve)
    expect(closure.cycles.map((circle) => circle.map(({ id }) => id))).toEqual([['a', 'b', 'c'], ['self']])
    expect(closure.items.map((each) => each.item.id).sort()).toEqual(['a', 'b', 'c', 'self'])
  })

  it('follows a chain of ten thousand', async () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => item(`${index}`, [`${index + 1}`]))
    const byId = new Map([...chain, item('10000')].map((each) => [each.id, each]))
    const closure = await dependencyClosure(chain.slice(0, 1), ({ id }) => byId.get(id) ?? null)
    expect(closure.items[0]?.item.id).toBe('10000')
    expect(closure.items).toHaveLength(10_001)
  })
})

describe('bundle', () => {
  const bundle = createBundle([item('a'), item('b', ['a'])])

  it('reads back as it was written, and has one text', () => {
    expect(readBundle(writeBundle(bundle))).toEqual(bundle)
    expect(writeBundle(readBundle(writeBundle(bundle)))).toBe(writeBundle(bundle))
  })

  it('refuses what was changed on the way, wherever', () => {
    for (const [from, to] of [
      ['"A"', '"Z"'],
      ['"nodes":[]', '"nodes":[1]'],
      ['b starts a', 'b needs a'],
    ] as const) {
      const changed = writeBundle(bundle).replace(from, to)
      expect(changed).not.toBe(writeBundle(bundle))
      expect(() => readBundle(changed)).toThrow(/damaged/)
    }
    expect(() => readBundle({ ...bundle, items: bundle.items.slice(1) })).toThrow(/damaged/)
  })

  it('refuses what is no bundle with its own error', () => {
    for (const input of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      { format: 'tocsin-bundle', items: [], version: 2 },
      { ...bundle, items: [null] },
      { ...bundle, items: [{ ...item('a'), dependsOn: [1] }] },
    ]) {
      expect(() => readBundle(input)).toThrow(expect.objectContaining({ name: 'FormatError', code: 'unreadable_file' }))
    }
  })
})

describe('plan of one item (FLT-33)', () => {
  const pushed = { name: 'Scan', enabled: true }
  const next = { name: 'Scan 2', enabled: true }
  const rules = { overridable: ['/enabled'] }

  it('adds, changes or finds it the same', () => {
    expect(planItem(pushed, null, { policy: 'stop' })).toMatchObject({ verdict: 'add', result: 'added', write: pushed })
    expect(planItem(next, pushed, { base: pushed, policy: 'stop' })).toMatchObject({
      verdict: 'change',
      result: 'changed',
      write: next,
      diff: [{ path: '/name', before: 'Scan', after: 'Scan 2' }],
    })
    const same = planItem(next, next, { base: pushed, policy: 'stop' })
    expect(same).toMatchObject({ verdict: 'same', result: 'same', diff: [] })
    expect(same.write).toBeUndefined()
  })

  it('keeps overrides and calls it the same when nothing else differs (FLT-36)', () => {
    const ours = { ...pushed, enabled: false }
    expect(planItem(pushed, ours, { base: pushed, policy: 'stop' }, rules)).toMatchObject({
      verdict: 'same',
      overridesKept: [{ path: '/enabled', ours: false }],
    })
    expect(planItem(next, ours, { base: pushed, policy: 'stop' }, rules)).toMatchObject({
      verdict: 'change',
      write: { name: 'Scan 2', enabled: false },
    })
  })

  it('settles a conflict as the release says, and writes nothing when it says stop', () => {
    const ours = { ...pushed, name: 'Ours' }
    const stopped = planItem(next, ours, { base: pushed, policy: 'stop' })
    expect(stopped).toMatchObject({ verdict: 'conflict', result: 'kept', conflicts: [{ path: '/name' }] })
    expect(stopped.write).toBeUndefined()
    expect(stopped.reasons).toEqual(['/name was changed here and in the console.'])
    expect(planItem(next, ours, { base: pushed, policy: 'take-console' })).toMatchObject({
      verdict: 'conflict',
      result: 'changed',
      write: next,
    })
    const kept = planItem(next, ours, { base: pushed, policy: 'keep-tenant' })
    expect(kept).toMatchObject({ verdict: 'conflict', result: 'kept' })
    expect(kept.write).toBeUndefined()
  })

  it('does not bring back what the tenant removed, unless told to', () => {
    const removed = planItem(next, null, { base: pushed, policy: 'keep-tenant' })
    expect(removed).toMatchObject({ verdict: 'conflict', result: 'kept' })
    expect(removed.write).toBeUndefined()
    expect(planItem(next, null, { base: pushed, policy: 'take-console' })).toMatchObject({
      result: 'added',
      write: next,
    })
  })
})
