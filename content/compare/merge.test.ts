import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../canonical/canonical-json.ts'
import { sameJson } from '../canonical/equal.ts'
import { body } from './arbitrary-content.ts'
import { diff } from './diff.ts'
import { type Merge, merge } from './merge.ts'
import { mergeByPolicy } from './merge-by-policy.ts'

const rules = { overridable: ['/nodes/*/inputs', '/nodes/*/resource', '/enabled'] }
const runs = { numRuns: 1000 }

describe('three-way merge (FLT-35): properties', () => {
  it('gives the side that changed when the other did not', () => {
    fc.assert(
      fc.property(body, body, (base, x) => {
        expectMerged(merge(base, x, base), x)
        expectMerged(merge(base, base, x, rules), x)
      }),
      runs,
    )
  })

  it('gives what both agree on', () => {
    fc.assert(
      fc.property(body, body, (base, x) => {
        expectMerged(merge(base, x, x), x)
      }),
      runs,
    )
  })

  it('makes a second push of the same a push of nothing', () => {
    fc.assert(
      fc.property(body, body, body, fc.constantFrom('keep-tenant', 'take-console'), (base, theirs, ours, policy) => {
        const once = mergeByPolicy(base, theirs, ours, rules, policy)
        const twice = mergeByPolicy(theirs, theirs, once.merged, rules, policy)
        expectMerged(twice, once.merged)
      }),
      runs,
    )
  })

  it('gives the same whoever changed what, if nothing is in conflict', () => {
    fc.assert(
      fc.property(body, body, body, (base, x, y) => {
        const one = merge(base, x, y)
        const other = merge(base, y, x)
        expect(one.conflicts.length === 0).toBe(other.conflicts.length === 0)
        if (one.conflicts.length === 0) expect(sameJson(one.merged, other.merged)).toBe(true)
      }),
      runs,
    )
  })

  it('loses no override: kept as it was, or named as dropped with what held it (FLT-36)', () => {
    fc.assert(
      fc.property(body, body, body, (base, theirs, ours) => {
        const { merged, overridesKept } = merge(base, theirs, ours, { ...rules, prefer: 'console' })
        for (const kept of overridesKept) expect(sameJson(at(merged, kept.path), kept.ours)).toBe(true)
        const stillThere = diff(base, ours).filter(({ path }) => {
          const [, list, id = '', key] = path.split('/')
          return list === 'nodes' && key === 'resource' && isSameNode([base, theirs, ours], id)
        })
        for (const own of stillThere) expect(sameJson(at(merged, own.path), at(ours, own.path))).toBe(true)
      }),
      runs,
    )
  })

  it('leaves its inputs as they were', () => {
    fc.assert(
      fc.property(body, body, body, (base, theirs, ours) => {
        const before = JSON.stringify([base, theirs, ours])
        merge(base, theirs, ours, rules)
        expect(JSON.stringify([base, theirs, ours])).toBe(before)
      }),
    )
  })
})

describe('three-way merge: cases', () => {
  const base = { name: 'Scan', enabled: true, nodes: [node('a', '1'), node('b', '1'), node('c', '1')] }

  it('lists a field that both changed, and takes whose it is told to', () => {
    const [theirs, ours] = [
      { ...base, name: 'Scan 2' },
      { ...base, name: 'Our scan' },
    ]
    const conflicts = [{ path: '/name', base: 'Scan', theirs: 'Scan 2', ours: 'Our scan' }]
    expect(mergeByPolicy(base, theirs, ours, {}, 'keep-tenant')).toMatchObject({
      merged: ours,
      conflicts,
      stopped: false,
    })
    expect(mergeByPolicy(base, theirs, ours, {}, 'take-console')).toMatchObject({
      merged: theirs,
      conflicts,
      stopped: false,
    })
    expect(mergeByPolicy(base, theirs, ours, {}, 'stop')).toMatchObject({ conflicts, stopped: true })
    expect(mergeByPolicy(base, theirs, base, {}, 'stop')).toMatchObject({ merged: theirs, stopped: false })
  })

  it('merges changes of two nodes, a new one of each side and the order', () => {
    const theirs = { ...base, nodes: [node('a', '2'), node('b', '1'), node('x', '1'), node('c', '1')] }
    const ours = { ...base, nodes: [node('c', '3'), node('a', '1'), node('b', '1'), node('y', '1')] }
    const { merged, conflicts } = merge(base, theirs, ours)
    expect(conflicts).toEqual([])
    expect(merged).toEqual({
      ...base,
      nodes: [node('c', '3'), node('a', '2'), node('b', '1'), node('x', '1'), node('y', '1')],
    })
  })

  it('calls it a conflict when one removes what the other changed, and when both reorder', () => {
    const removed = { ...base, nodes: base.nodes.slice(1) }
    const changed = { ...base, nodes: [node('a', '9'), ...base.nodes.slice(1)] }
    expect(merge(base, removed, changed).conflicts).toEqual([
      { path: '/nodes/a', base: node('a', '1'), ours: node('a', '9') },
    ])
    expect(merge(base, removed, changed, { prefer: 'console' }).merged).toEqual(removed)
    expect(merge(base, changed, removed, { prefer: 'tenant' }).merged).toEqual(removed)
    const [a, b, c] = base.nodes
    const orders = merge(base, { nodes: [b, a, c] }, { nodes: [c, b, a] })
    expect(orders.conflicts.map(({ path }) => path)).toEqual(['/nodes/#order'])
  })

  it('takes a plain list and a reference as one value', () => {
    const tags = merge({ tags: ['a'] }, { tags: ['a', 'b'] }, { tags: ['a', 'c'] })
    expect(tags.conflicts).toMatchObject([{ path: '/tags' }])
    const value = { ref: 'node', node: 'a', path: 'x' }
    const half = merge({ value }, { value: { ...value, path: 'y' } }, { value: { ...value, node: 'b' } })
    expect(half.conflicts).toMatchObject([{ path: '/value' }])
  })

  it('keeps an override that the console changes too, and says so (FLT-36)', () => {
    const theirs = { ...base, enabled: false, nodes: [node('a', '2'), ...base.nodes.slice(1)] }
    const ours = { ...base, nodes: [{ ...node('a', '1'), inputs: { ip: 'mine', more: 1 } }, ...base.nodes.slice(1)] }
    const { merged, conflicts, overridesKept } = merge(base, theirs, ours, rules)
    expect(conflicts).toEqual([])
    expect(merged).toMatchObject({ enabled: false, nodes: [{ inputs: { ip: 'mine', more: 1 } }, {}, {}] })
    expect(overridesKept).toEqual([
      { path: '/nodes/a/inputs/ip', base: '1', theirs: '2', ours: 'mine' },
      { path: '/nodes/a/inputs/more', ours: 1 },
    ])
  })

  it('drops an override with the node that the console removed, by name and without conflict', () => {
    const theirs = { ...base, nodes: base.nodes.slice(1) }
    const ours = { ...base, nodes: [node('a', 'mine'), ...base.nodes.slice(1)] }
    const result = merge(base, theirs, ours, rules)
    expect(result).toMatchObject({ merged: theirs, conflicts: [] })
    expect(result.overridesDropped).toEqual([{ path: '/nodes/a/inputs/ip', base: '1', ours: 'mine' }])
  })

  it('takes back what the tenant did to a locked path, also by removing what holds it', () => {
    const locked = ['/name', '/nodes/a/inputs']
    const ours = { ...base, name: 'Mine', nodes: [...base.nodes.slice(1), node('z', '1')] }
    const { merged, changesTakenBack } = merge(base, base, ours, { locked, overridable: ['/nodes/*/inputs'] })
    expect(merged).toMatchObject({ name: 'Scan' })
    expect((merged as typeof base).nodes.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'z'])
    expect(changesTakenBack.map(({ path }) => path)).toEqual(['/name', '/nodes/a'])
  })

  it('merges with nothing pushed before: what only one has is taken, what differs is a conflict', () => {
    const result = merge(undefined, { a: 1, b: 1, list: [{ id: 'x' }] }, { b: 2, c: 3, list: [{ id: 'y' }] })
    expect(result.merged).toEqual({ a: 1, b: 2, c: 3, list: [{ id: 'x' }, { id: 'y' }] })
    expect(result.conflicts).toEqual([{ path: '/b', theirs: 1, ours: 2 }])
  })

  it('survives keys that JavaScript treats as special', () => {
    const special = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}')
    expect(merge({}, special, {}).merged).toEqual(special)
    const both = merge({}, special, JSON.parse('{"toString": 1}')).merged
    expect(Object.keys(both as object).sort()).toEqual(['__proto__', 'constructor', 'toString'])
  })
})

function node(id: string, ip: string) {
  return { id, inputs: { ip } }
}

function expectMerged(result: Merge, value: unknown) {
  expect(canonicalJson(result.merged)).toBe(canonicalJson(value))
  expect(result.conflicts).toEqual([])
}

/** Whether a node is there on all sides and of one kind; a node of another kind is another thing. */
function isSameNode(sides: unknown[], id: string): boolean {
  const nodes = sides.map((side) => at(side, `/nodes/${id}`))
  return nodes.every((each) => each !== undefined && sameJson(Object(each).kind, Object(nodes[0]).kind))
}

/** The value at a path of this file's bodies. */
function at(value: unknown, path: string): unknown {
  const names = path
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~2', '#').replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.reduce<unknown>((from, name) => {
    if (Array.isArray(from)) return from.find((each) => each.id === name)
    return Object.hasOwn(Object(from), name) ? Object(from)[name] : undefined
  }, value)
}
