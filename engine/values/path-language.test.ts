import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluatePath, PathError, parsePath, toText } from './index.ts'

/** A path as it was made up, before anybody wrote or read it. */
interface Made {
  prefix: boolean
  steps: Step[]
  pipes: ('unique' | string[])[]
}
type Step = { key: string; written: 'bare' | 'quoted' | 'bracketed' } | 'each' | { select: [string, Made][] }

const words = ['a', 'b', 'id', 'first name', 'snake_case', '_id', '@type', 'x-y']
const odd = ['MIME-Version', 'a.b', 'x[0]', 'é', '{x}', 'a|b', ' ', '$']
const word = fc.constantFrom(...words)
const key = fc.oneof({ weight: 3, arbitrary: word }, fc.constantFrom(...odd))

const keyStep = fc.oneof(
  fc.record({ key: word, written: fc.constant('bare' as const) }),
  fc.record({ key, written: fc.constantFrom('quoted' as const, 'bracketed' as const) }),
)
const pipe = fc.oneof(
  fc.constant('unique' as const),
  fc.constantFrom(', ', '', ';').map((separator) => [separator]),
)
const { path } = fc.letrec<{ path: Made; step: Step }>((tie) => ({
  path: fc.record({
    prefix: fc.boolean(),
    steps: fc.array(tie('step'), { minLength: 1, maxLength: 4 }),
    pipes: fc.array(pipe, { maxLength: 2 }),
  }),
  step: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    keyStep,
    keyStep,
    fc.constant('each' as const),
    fc.record({
      select: fc.uniqueArray(fc.tuple(word, tie('path')), { minLength: 1, maxLength: 3, selector: ([name]) => name }),
    }),
  ),
}))

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(0, '', false, true, null, 'text', 7, 'text'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

function write({ prefix, steps, pipes }: Made): string {
  const written = steps.map((step) => {
    if (step === 'each') return '[]'
    if ('select' in step) return `{${step.select.map(([name, inner]) => `${name}: ${write(inner)}`).join(', ')}}`
    return { bare: step.key, quoted: `"${step.key}"`, bracketed: `["${step.key}"]` }[step.written]
  })
  const ends = pipes.map((each) => (each === 'unique' ? ' | unique()' : ` | join(${each[0]})`))
  return `${prefix ? '$.' : ''}${written.join('.')}${ends.join('')}`
}

/** What the language means, one value and one step at a time: formats.md 4, first to last line. */
function meaning({ steps, pipes }: Made, root: unknown): unknown {
  let met = false
  const visit = (value: unknown, [step, ...rest]: Step[]): unknown[] => {
    if (value === undefined || value === null) return []
    if (step === undefined) return [value]
    if (step === 'each') {
      met = true
      return (Array.isArray(value) ? value : [value]).flatMap((item) => visit(item, rest))
    }
    if (typeof value !== 'object' || Array.isArray(value)) return []
    const fields = new Map(Object.entries(value))
    if ('key' in step) return visit(fields.get(step.key), rest)
    const row = Object.fromEntries(step.select.map(([name, inner]) => [name, meaning(inner, value) ?? null]))
    return visit(row, rest)
  }
  const found = visit(root, steps)
  const nothing = steps.includes('each') && met ? [] : undefined
  const whole = steps.includes('each') ? (found.length > 0 ? found : nothing) : found[0]
  return pipes.reduce<unknown>((value, each) => {
    if (value === undefined) return undefined
    const items = Array.isArray(value) ? value : [value]
    if (each !== 'unique') return items.map(toText).join(each[0])
    return items.filter((item, at) => items.findIndex((other) => same(item, other)) === at)
  }, whole)
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

describe('the path language on generated paths and values (formats.md 4)', () => {
  it('finds what its plain meaning says (PLC-15)', () => {
    fc.assert(
      fc.property(path, tree, (made, root) => {
        expect(evaluatePath(parsePath(write(made)), root)).toEqual(meaning(made, root))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds something often enough for this to say anything', () => {
    const samples = fc.sample(fc.tuple(path, tree), { numRuns: 4000, seed: 7 })
    const found = samples.filter(([made, root]) => evaluatePath(parsePath(write(made)), root) !== undefined)
    expect(found.length).toBeGreaterThan(100)
  })

  it('reads any text, or says at which of its characters it cannot (PLC-16)', () => {
    const text = fc
      .array(fc.constantFrom(...'ab.[]{}":,|$() -unique(join'), { maxLength: 12 })
      .map((all) => all.join(''))
    const broken = fc
      .tuple(path, fc.nat(), fc.constantFrom('[', '"', '{', '}', ']', '..', '|'))
      .map(([made, at, noise]) => {
        const whole = write(made)
        return whole.slice(0, at % whole.length) + noise + whole.slice(at % whole.length)
      })
    fc.assert(
      fc.property(fc.oneof(text, broken), (given) => {
        try {
          parsePath(given)
        } catch (error) {
          expect(error).toBeInstanceOf(PathError)
          const { position } = error as PathError
          expect(position).toBeGreaterThanOrEqual(0)
          expect(position).toBeLessThanOrEqual(given.length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
