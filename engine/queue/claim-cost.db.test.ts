import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngineDatabase, type EngineDatabase } from '../stores/postgres/engine-database.ts'
import { startRuns } from '../stores/postgres/start-run.ts'
import { chainOf, versionOf } from '../worker/test-graph.ts'
import { CLAIM } from './claim-sql.ts'

interface Plan {
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

const STORM = 2000
const ROOM = 40

describe('what a claim costs while an instance has a storm (EXE-23)', () => {
  let database: EngineDatabase
  let client: pg.Client

  beforeAll(async () => {
    database = await createEngineDatabase(process.env.TOCSIN_TEST_DATABASE_URL ?? '', 2)
    client = new pg.Client({ connectionString: database.connectionString })
    client.on('error', () => {})
    await client.connect()
    // The plan is kept from a time when next to nothing waited, as it is when a storm begins.
    await client.query(`prepare claim (text, int, int, int) as ${CLAIM}`)
    for (let times = 0; times < 8; times += 1) await client.query(`execute claim('run', 1, ${ROOM}, 300)`)
    await queue(0, STORM)
    await queue(1, 1)
  })
  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  async function queue(instance: number, count: number): Promise<void> {
    const scope = database.instances[instance]
    if (!scope) throw new Error(`There is no instance ${instance}`)
    const run = { playbookId: 'p', playbookVersion: 1, name: 'Storm', version: versionOf(chainOf(1)) }
    await database.inInstance(scope, (entered) =>
      startRuns(
        entered,
        Array.from({ length: count }, () => run),
      ),
    )
  }

  it('gives the single run of another instance with the first claim, and reads little of what waits', async () => {
    const claimed = await client.query<{ role: string }>(`execute claim('run', 1, ${ROOM}, 300)`)
    expect(claimed.rows).toHaveLength(ROOM)
    expect(claimed.rows.filter(({ role }) => role === database.instances[1]?.role)).toHaveLength(1)

    const explained = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (analyze, timing off, format json) execute claim('run', 1, ${ROOM}, 300)`,
    )
    const plan = explained.rows[0]?.['QUERY PLAN'][0]?.Plan
    expect(plan).toBeDefined()
    expect(Math.max(...(plan ? rowsOfEach(plan) : []))).toBeLessThan(ROOM * 5)
  })
})

/** How many rows each step of the plan touched in all. */
function rowsOfEach(plan: Plan): number[] {
  const {
    'Actual Rows': given = 0,
    'Actual Loops': loops = 1,
    'Rows Removed by Filter': removed = 0,
    Plans = [],
  } = plan
  return [(given + removed) * loops, ...Plans.flatMap(rowsOfEach)]
}
