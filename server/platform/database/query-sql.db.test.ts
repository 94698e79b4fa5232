import { parseQuery, printQuery, type Query, type QueryValue, readTimeSpan } from '@tocsin/contracts/query/index.ts'
import { createTestDatabase, type TestDatabase } from '@tocsin/testkit/postgres/index.ts'
import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery, mentions, type QueryCatalogue } from './query-sql.ts'

interface Sample {
  id: number
  name: string | null
  severity: string | null
  kinds: string[]
  score: number | null
  opened: Date | null
  done: boolean | null
  owner: string | null
}

const now = new Date('2026-03-10T12:00:00Z')
const me = '00000000-0000-4000-8000-00000000000a'
const other = '00000000-0000-4000-8000-00000000000b'
const ownerNames: Record<string, string> = { [me]: 'Anna', [other]: 'Ben O_Neil' }
const severities = ['Low', 'Medium', 'High']

const catalogue: QueryCatalogue = {
  fields: {
    name: { kind: 'text', sql: sql`name`, label: 'Full name' },
    severity: { kind: 'choice', sql: sql`severity`, values: severities, ordered: true },
    kinds: { kind: 'list', sql: sql`kinds`, values: ['Malware', 'Phishing'] },
    score: { kind: 'number', sql: sql`score` },
    opened: { kind: 'moment', sql: sql`opened` },
    done: { kind: 'boolean', sql: sql`done` },
    owner: {
      kind: 'user',
      sql: sql`owner`,
      name: sql`(case owner when ${me}::uuid then 'Anna' when ${other}::uuid then 'Ben O_Neil' end)`,
    },
  },
  searched: [sql`name`, sql`severity`],
}

/** The same language over one record in memory: what a condition means, in the plainest words. */
function holds(query: Query, record: Sample): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => holds(part, record))
    case 'or':
      return query.parts.some((part) => holds(part, record))
    case 'not':
      return !holds(query.part, record)
    case 'text':
      return has(record.name, query.value) || has(record.severity, query.value)
    case 'empty': {
      const value = record[query.field.name as keyof Sample]
      const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
      return empty !== query.negated
    }
    case 'in':
      return query.values.some((value) => equals(record, query.field.name, value)) !== query.negated
    case 'compare':
      if (query.operator === '=') return equals(record, query.field.name, query.value)
      if (query.operator === '!=') return !equals(record, query.field.name, query.value)
      if (query.operator === '~') return contains(record, query.field.name, query.value)
      if (query.operator === '!~') return !contains(record, query.field.name, query.value)
      return isInOrder(record, query.field.name, query.operator, query.value)
  }
}

const same = (text: string | null, value: QueryValue) =>
  text !== null && text.toLowerCase() === value.text.toLowerCase()
const has = (text: string | null, value: QueryValue) => text?.toLowerCase().includes(value.text.toLowerCase()) ?? false

function equals(record: Sample, field: string, value: QueryValue): boolean {
  if (field === 'name' || field === 'severity') return same(record[field], value)
  if (field === 'kinds') return record.kinds.some((kind) => same(kind, value))
  if (field === 'score') return record.score === Number(value.text)
  if (field === 'done') return record.done === (value.text === 'true')
  if (field === 'owner') {
    if (!value.quoted && value.text === 'me') return record.owner === me
    return record.owner !== null && (record.owner === value.text || same(ownerNames[record.owner] ?? null, value))
  }
  const span = readTimeSpan(value.text, now)
  return record.opened !== null && span !== null && record.opened >= span.from && record.opened < span.to
}

function contains(record: Sample, field: string, value: QueryValue): boolean {
  if (field === 'kinds') return record.kinds.some((kind) => has(kind, value))
  if (field === 'owner') return record.owner !== null && has(ownerNames[record.owner] ?? null, value)
  return has(record[field as 'name' | 'severity'], value)
}

function isInOrder(record: Sample, field: string, operator: '>' | '>=' | '<' | '<=', value: QueryValue): boolean {
  const difference = () => {
    if (field === 'score') return record.score === null ? Number.NaN : record.score - Number(value.text)
    if (field === 'severity')
      return record.severity === null
        ? Number.NaN
        : severities.indexOf(record.severity) - severities.indexOf(value.text)
    const span = readTimeSpan(value.text, now)
    if (!record.opened || !span) return Number.NaN
    return record.opened < span.from ? -1 : record.opened >= span.to ? 1 : 0
  }
  const result = difference()
  return operator === '>' ? result > 0 : operator === '>=' ? result >= 0 : operator === '<' ? result < 0 : result <= 0
}

/** A generator whose rounds are the same in every run. */
function randomFrom(seed: number) {
  let state = seed
  const below = (limit: number) => {
    state = (state * 48271) % 2147483647
    return state % limit
  }
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T }
}

const texts = ['Alpha', 'beta', 'a%b', 'x_y', "o'hara", 'back\\slash', 'say "hi"', 'Medium', '', 'and']
const times = ['2026-03-10', '2026-03-10T12:00', '-7d', 'now', 'today', '2026-02', '2026-03-01T00:00:00Z']
const values: Record<string, readonly string[]> = {
  name: texts,
  severity: severities,
  kinds: ['Malware', 'phishing', 'other', 'x_y'],
  score: ['0', '1', '-2.5', '10', '+3', '.5'],
  opened: times,
  done: ['true', 'false'],
  owner: ['me', 'anna', 'Ben O_Neil', other, '_'],
}
const operators: Record<string, readonly ('=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~')[]> = {
  name: ['=', '!=', '~', '!~'],
  severity: ['=', '!=', '>', '>=', '<', '<=', '~', '!~'],
  kinds: ['=', '!=', '~', '!~'],
  score: ['=', '!=', '>', '>=', '<', '<='],
  opened: ['=', '!=', '>', '>=', '<', '<='],
  done: ['=', '!='],
  owner: ['=', '!=', '~', '!~'],
}

function randomQuery(random: ReturnType<typeof randomFrom>, depth: number): Query {
  const place = { start: 0, end: 0 }
  const value = (text: string): QueryValue => ({ text, quoted: /[^\w@.+:-]|^and$|^$/.test(text), ...place })
  const choice = random.below(depth > 0 ? 10 : 6)
  if (choice >= 8) return { kind: 'not', part: randomQuery(random, depth - 1) }
  if (choice >= 6) {
    const parts = Array.from({ length: 2 + random.below(2) }, () => randomQuery(random, depth - 1))
    return { kind: random.pick(['and', 'or'] as const), parts }
  }
  if (choice === 5) return { kind: 'text', value: { ...value(random.pick(texts)), quoted: true } }
  const name = random.pick(Object.keys(values))
  const field = { name, ...place }
  const pickValue = () => value(random.pick(values[name] ?? []))
  if (choice === 4) return { kind: 'empty', field, negated: random.below(2) === 0 }
  if (choice === 3) return { kind: 'in', field, negated: random.below(2) === 0, values: [pickValue(), pickValue()] }
  return { kind: 'compare', field, operator: random.pick(operators[name] ?? []), value: pickValue() }
}

describe('queries in SQL', () => {
  let database: TestDatabase
  let db: Kysely<{ samples: Sample }>
  const samples: Sample[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    db = new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.connectionString, max: 2 }) }),
    })
    await sql`create table samples (id int primary key, name text, severity text, kinds text[] not null, score numeric, opened timestamptz, done boolean, owner uuid)`.execute(
      db,
    )
    const random = randomFrom(11)
    const maybe = <T>(value: T): T | null => (random.below(4) === 0 ? null : value)
    for (let id = 1; id <= 120; id += 1) {
      samples.push({
        id,
        name: maybe(random.pick(texts)),
        severity: maybe(random.pick(severities)),
        kinds: ['Malware', 'Phishing', 'X_Y'].filter(() => random.below(3) === 0),
        score: maybe(random.pick([0, 1, -2.5, 10, 3, 0.5])),
        opened: maybe(
          new Date(
            random.pick(times.map((time) => readTimeSpan(time, now)?.from ?? now)).getTime() +
              random.pick([0, -1, 1, 60_000, -60_000]),
          ),
        ),
        done: maybe(random.below(2) === 0),
        owner: maybe(random.pick([me, other])),
      })
    }
    await db.insertInto('samples').values(samples).execute()
  })
  afterAll(async () => {
    await db.destroy()
    await database.drop()
  })

  const matching = async (condition: RawBuilder<boolean>) =>
    (await db.selectFrom('samples').select('id').where(condition).orderBy('id').execute()).map((row) => row.id)

  it('finds exactly what the language means, for a thousand random queries (INC-23)', async () => {
    const random = randomFrom(2026)
    for (let round = 0; round < 1000; round += 1) {
      const text = printQuery(randomQuery(random, 3))
      const query = parseQuery(text, (name) => name in catalogue.fields)
      if (!query) throw new Error(`${text} is empty`)
      const expected = samples.filter((record) => holds(query, record)).map((record) => record.id)
      expect(await matching(compileQuery(text, catalogue, { now, userId: me })), text).toEqual(expected)
    }
  })

  it('finds all with an empty query and nothing of mine for a machine', async () => {
    expect(await matching(compileQuery(undefined, catalogue, { now, userId: null }))).toHaveLength(120)
    expect(await matching(compileQuery('owner = me', catalogue, { now, userId: null }))).toEqual([])
  })

  it('asks by label as well as by internal name, in any letter case (INC-22)', async () => {
    const byLabel = await matching(compileQuery('Full Name: alpha', catalogue, { now, userId: null }))
    expect(byLabel).toEqual(samples.filter((record) => record.name === 'Alpha').map((record) => record.id))
    expect(mentions('big NOT (Full name ~ x)', catalogue, 'name')).toBe(true)
    expect(mentions('name', catalogue, 'name')).toBe(false)
  })

  it.each<[string, number, RegExp]>([
    ['name:x AND score > ten', 20, /"ten" is not a number/],
    ['opened < someday', 10, /no time/],
    ['score ~ 1', 9, /number/],
    ['severity > Terrible', 12, /none of Low, Medium, High/],
    ['name > x', 8, /numbers and times/],
    ['done = perhaps', 8, /neither true nor false/],
    ['nothing = 1', 1, /no field "nothing"/],
  ])('refuses %s with the column (INC-24)', (text, column, message) => {
    expect(() => compileQuery(text, catalogue, { now, userId: null })).toThrowError(
      expect.objectContaining({
        code: 'invalid_query',
        details: [{ path: 'query', column, message: expect.stringMatching(message) }],
      }),
    )
  })

  it('treats what a value contains as a value', async () => {
    const nasty = `name = "'; drop table samples; --" OR name ~ "%" OR name = "\\\\"`
    expect(await matching(compileQuery(nasty, catalogue, { now, userId: null }))).toEqual(
      samples.filter((record) => record.name?.includes('%')).map((record) => record.id),
    )
    expect(await matching(compileQuery(undefined, catalogue, { now, userId: null }))).toHaveLength(120)
  })
})
