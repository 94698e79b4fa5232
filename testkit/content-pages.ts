import { type ContentItem, contentItem, planItem } from '@tocsin/content'
import { type Actor, Failure, type ServerModule, type Tx } from '@tocsin/server/platform/index.ts'
import { sql } from 'kysely'
import type pg from 'pg'

interface PageBody {
  title: string
  text: string
  needs?: string[]
}

/** A small kind of content for tests of the fleet: pages that may need other pages. */
export const testPages: ServerModule = {
  name: 'test-pages',
  contentKinds: [
    {
      kind: 'page',
      overridable: [],
      async list(tx) {
        const rows = await sql<{ id: string }>`select id from test_pages order by id`.execute(tx.sql)
        const items = await Promise.all(rows.rows.map(({ id }) => readPage(tx, id)))
        return items.flatMap((item) => item ?? [])
      },
      export: readPage,
      async plan(tx, item, options) {
        const here = await readPage(tx, item.id)
        const body = item.body as unknown as PageBody
        if (body.title === 'forbidden') {
          return { ...planItem(item.body, null, options), verdict: 'blocked', reasons: ['This title is not allowed.'] }
        }
        return planItem(item.body, here?.body ?? null, options)
      },
      async apply(tx, _actor: Actor, item, options) {
        const here = await readPage(tx, item.id)
        const plan = planItem(item.body, here?.body ?? null, options)
        if (plan.verdict === 'conflict' && options.policy === 'stop') throw new Failure('wrong_state', 'conflict')
        const body = (plan.write ?? here?.body) as unknown as PageBody
        if (body.text === 'explode') throw new Error('a bug of this kind')
        await savePage(tx, item.id, body)
        const { conflicts, overridesKept, result } = plan
        const now = await readPage(tx, item.id)
        return { result, hash: now?.hash ?? '', conflicts, overridesKept, warnings: [] }
      },
      async remove(tx, _actor, id) {
        await sql`delete from test_pages where id = ${id}`.execute(tx.sql)
      },
      dependenciesOf: () => [],
    },
  ],
}

export async function savePage(tx: Tx, id: string, body: PageBody): Promise<void> {
  await sql`
    insert into test_pages (id, body) values (${id}, ${JSON.stringify(body)}::jsonb)
    on conflict (id) do update set body = excluded.body`.execute(tx.sql)
}

export async function readPage(tx: Tx, id: string): Promise<ContentItem | null> {
  const rows = await sql<{ body: PageBody }>`select body from test_pages where id = ${id}`.execute(tx.sql)
  const body = rows.rows[0]?.body
  if (!body) return null
  const dependsOn = (body.needs ?? []).map((need) => ({ kind: 'page', id: need, name: need, why: 'it links there' }))
  return contentItem({ kind: 'page', id, name: body.title, body: JSON.parse(JSON.stringify(body)), dependsOn })
}

/** The table of the kind, in one instance's schema. */
export async function createPageTable(pool: pg.Pool, instance: { schema: string; role: string }): Promise<void> {
  await pool.query(`create table ${instance.schema}.test_pages (id text primary key, body jsonb not null)`)
}
