import { QueryError, type QueryValue, readTimeSpan } from '@tocsin/contracts/query/index.ts'
import { runOriginKind, runStatus } from '@tocsin/contracts/run.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Plain, QueryCatalogue, QueryField, Tx } from '../platform/index.ts'
import { readRunNames } from './run-names.ts'

type OwnField = Extract<QueryField, { kind: 'own' }>

/** What can be asked of executions (RUN-02). Everything people usually ask finds its rows by an index. */
export async function runCatalogue(tx: Tx): Promise<QueryCatalogue> {
  const now = tx.instance.clock.now()
  const name = nameField(await readRunNames(tx))
  return {
    fields: {
      name: { ...name, label: 'Playbook' },
      playbook_id: {
        ...exactField((value) => sql`runs.playbook_id = ${value}`),
        label: 'Playbook ID',
      },
      status: { kind: 'choice', sql: sql`runs.status`, values: runStatus.options },
      version: { kind: 'number', sql: sql`nullif(runs.playbook_version, 0)` },
      origin: { kind: 'choice', sql: origin, values: runOriginKind.options },
      incident: subjectField(
        'incidents',
        (value) => sql`
        select id::text from incidents where lower(incidentid) = lower(${value}) or id::text = ${value}`,
      ),
      triage: { ...subjectField('triage-events', (value) => sql`select ${value}::text`), label: 'Triage event' },
      test: { kind: 'boolean', sql: sql`runs.test` },
      queued: momentField(sql`runs.created_at`, now),
      started: momentField(sql`runs.started_at`, now),
      finished: momentField(sql`runs.finished_at`, now),
      duration: durationField,
      error: { kind: 'text', sql: sql`runs.error` },
      id: {
        ...exactField((value) => (isId(value) ? sql`runs.id = ${value}::uuid` : sql`false`)),
        label: 'Execution ID',
      },
    },
    searched: [name],
  }
}

const origin = sql`(case when runs.parent_run is not null then 'parent' when runs.test then 'test' when runs.subject_kind = 'incidents' then 'incident'
  when runs.subject_kind = 'triage-events' then 'triage' else 'api' end)`

/** Few playbooks have many runs: the names that match are listed, so that the index over names is used. */
function nameField(names: readonly string[]): OwnField {
  return {
    kind: 'own',
    compare(operator, value) {
      const wanted = value.text.toLowerCase()
      const matches = (each: string) => (operator === '=' ? each === wanted : each.includes(wanted))
      if (operator !== '=' && operator !== '~') throw wrongFor(value, 'Names are compared with =, !=, ~ and !~.')
      return sql`(runs.name = any(${names.filter((each) => matches(each.toLowerCase()))}::text[]))`
    },
    isEmpty: sql`(runs.name = '')`,
  }
}

/** An identifier that every run has, in lower case. */
function exactField(equals: (value: string) => RawBuilder<unknown>): OwnField {
  return {
    kind: 'own',
    compare(operator, value) {
      if (operator !== '=') throw wrongFor(value, 'Name it whole, with = or !=.')
      return sql`(${equals(value.text.toLowerCase())})`
    },
    isEmpty: sql`false`,
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** What a run is for, by number or label. */
function subjectField(kind: string, idsOf: (value: string) => RawBuilder<unknown>): OwnField {
  return {
    kind: 'own',
    compare(operator, value) {
      if (operator !== '=') throw wrongFor(value, 'Name it whole, with = or !=.')
      return sql`(runs.subject_kind = ${kind} and runs.subject_id = any(array(${idsOf(value.text)})))`
    },
    isEmpty: sql`(runs.subject_kind is distinct from ${kind})`,
  }
}

/** Ids grow with time and nothing starts before it is queued: "before …" ends the search at an id. */
function momentField(moment: RawBuilder<unknown>, now: Date): OwnField {
  return {
    kind: 'own',
    compare(operator, value) {
      const span = readTimeSpan(value.text, now)
      if (!span)
        throw wrongFor(value, `"${value.text}" is no time. Write 2026-01-31, 2026-01-31T10:00, -7d, today or now.`)
      const since = (from: Date) => sql<boolean>`${moment} >= ${from}::timestamptz`
      const before = (to: Date) => sql<boolean>`${moment} < ${to}::timestamptz and runs.id < ${firstIdAfter(to)}::uuid`
      switch (operator) {
        case '=':
          return sql`(${since(span.from)} and ${before(span.to)})`
        case '>':
          return sql`(${since(span.to)})`
        case '>=':
          return sql`(${since(span.from)})`
        case '<':
          return sql`(${before(span.from)})`
        case '<=':
          return sql`(${before(span.to)})`
        case '~':
          throw wrongFor(value, '~ searches in texts; this field is a time.')
      }
    },
    isEmpty: sql`(${moment} is null)`,
  }
}

/** Clocks of the program and of its database may differ by this. */
const CLOCK_TOLERANCE_MS = 600_000

function firstIdAfter(moment: Date): string {
  const hex = Math.max(0, moment.getTime() + CLOCK_TOLERANCE_MS)
    .toString(16)
    .padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`
}

const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `90`, `90s`, `5m`, `2h`, `1d`. */
const durationField: OwnField = {
  kind: 'own',
  compare(operator, value) {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])?$/.exec(value.text)
    if (!match) throw wrongFor(value, `"${value.text}" is no duration. Write seconds, or 90s, 5m, 2h, 1d.`)
    if (operator === '~') throw wrongFor(value, '~ searches in texts; this field is a duration.')
    const length = Number(match[1]) * (seconds[match[2] ?? 's'] ?? 1)
    return sql`((runs.finished_at - runs.started_at) ${sql.raw(operator satisfies Plain)} make_interval(secs => ${length}))`
  },
  isEmpty: sql`(runs.finished_at is null or runs.started_at is null)`,
}

function wrongFor(value: QueryValue, message: string): QueryError {
  return new QueryError(message, value.start, value.end - value.start)
}
