import { createTestDeployment, type TestDeployment, type TestInstance, testActor } from '@tocsin/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emit } from '../events/index.ts'
import type { Tx } from '../instance.ts'
import { enqueue } from '../jobs/enqueue.ts'

describe('isolation of instances in the database (MSSP-02, MSSP-03)', () => {
  let test: TestDeployment
  let acme: TestInstance
  let globex: TestInstance

  beforeAll(async () => {
    test = await createTestDeployment({ roles: ['web'] })
    acme = await test.addInstance('acme')
    globex = await test.addInstance('globex')
  })
  afterAll(() => test.stop())

  const inAcme = (work: (tx: Tx) => Promise<unknown>) => acme.instance.database.write(work)

  it('lets PostgreSQL refuse one instance’s role on every table of another', async () => {
    const tables = await test.deployment.pool.query<{ name: string }>(
      'select table_name as name from information_schema.tables where table_schema = $1',
      [globex.instance.schema],
    )
    expect(tables.rows.length).toBeGreaterThan(5)
    for (const { name } of tables.rows) {
      const table = sql.table(`${globex.instance.schema}.${name}`)
      await expect(
        inAcme((tx) => sql`select * from ${table}`.execute(tx.sql)),
        name,
      ).rejects.toThrow(/permission denied/)
      await expect(
        inAcme((tx) => sql`delete from ${table}`.execute(tx.sql)),
        name,
      ).rejects.toThrow(/permission denied/)
    }
  })

  it('shows an instance only its own work, and lets it queue none for another', async () => {
    await inAcme((tx) => enqueue(tx, { kind: 'test', ref: 'a', payload: { secret: 'of acme' } }))
    const seen = await globex.instance.database.read((tx) => sql`select * from tocsin.work`.execute(tx.sql))
    expect(seen.rows).toEqual([])
    const forged = sql`insert into tocsin.work (instance_role, lane, kind, ref) values (${globex.instance.role}, 'job', 'test', 'b')`
    await expect(inAcme((tx) => forged.execute(tx.sql))).rejects.toThrow(/row-level security/)
  })

  it('hides the deployment’s own tables from instances', async () => {
    await expect(inAcme((tx) => sql`select * from tocsin.instances`.execute(tx.sql))).rejects.toThrow(
      /permission denied/,
    )
  })

  it('lets nobody change or delete the audit trail (AUD-24)', async () => {
    await inAcme((tx) => emit(tx, testActor, { type: 'Tested', subject: { kind: 'tests', id: '1' } }))
    await expect(inAcme((tx) => sql`update events set type = 'Forged'`.execute(tx.sql))).rejects.toThrow(
      /permission denied/,
    )
    await expect(inAcme((tx) => sql`delete from events`.execute(tx.sql))).rejects.toThrow(/permission denied/)
  })

  it('finds no table outside of a transaction of an instance', async () => {
    await expect(test.deployment.pool.query('select * from users')).rejects.toThrow(/does not exist/)
  })

  it('refuses the session and the key of one instance at another', async () => {
    const { body } = await acme.api.post('/api-keys', { name: 'script' })
    const foreign = globex.api.as({ key: body.key })
    expect((await foreign.get('/users')).status).toBe(401)
    const own = acme.api.as({ key: body.key })
    expect((await own.get('/users')).status).toBe(200)
  })
})
