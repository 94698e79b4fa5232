import { createTestDeployment, type TestDeployment, type TestInstance } from '@tocsin/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countAction, setActionLimit } from './count-actions.ts'

describe('the hourly limit of actions', () => {
  let now: Date
  let test: TestDeployment
  let acme: TestInstance
  let globex: TestInstance

  beforeEach(async () => {
    now = new Date('2026-03-01T10:20:00Z')
    test = await createTestDeployment({
      clock: { now: () => now },
      environment: { TOCSIN_ACTIONS_PER_HOUR: '30' },
    })
    acme = await test.addInstance('acme')
    globex = await test.addInstance('globex')
  })
  afterEach(() => test.stop())

  /** How many of so many at once were admitted. */
  async function admitted(instance: TestInstance['instance'], wanted: number): Promise<number> {
    const all = await Promise.allSettled(Array.from({ length: wanted }, () => countAction(instance)))
    return all.filter(({ status }) => status === 'fulfilled').length
  }
  const usage = async (of: TestInstance) => (await of.api.get('/action-usage')).body

  it('admits exactly the limit, whichever processes ask, and begins anew with the hour (EXE-20)', async () => {
    // As another process would have it: the same instance as a value of its own, with its own counter.
    const elsewhere = { ...acme.instance, database: acme.instance.database }
    const counts = await Promise.all([admitted(acme.instance, 25), admitted(elsewhere, 25)])
    expect(counts[0] + counts[1]).toBe(30)
    expect(await usage(acme)).toEqual({ hour: '2026-03-01T10:00:00.000Z', used: 30, refused: 20, limit: 30 })
    now = new Date('2026-03-01T11:00:00Z')
    expect(await admitted(acme.instance, 5)).toBe(5)
    expect(await usage(acme)).toMatchObject({ hour: '2026-03-01T11:00:00.000Z', used: 5, refused: 0 })
  })

  it('counts each instance by itself, and takes a limit of its own at once (EXE-20)', async () => {
    expect(await admitted(acme.instance, 31)).toBe(30)
    expect(await usage(globex)).toMatchObject({ used: 0, refused: 0 })
    expect(await admitted(globex.instance, 1)).toBe(1)
    await acme.instance.database.write((tx) => setActionLimit(tx, 32))
    expect(await admitted(acme.instance, 5)).toBe(2)
    await acme.instance.database.write((tx) => setActionLimit(tx, 'off'))
    expect(await admitted(acme.instance, 50)).toBe(50)
    expect(await usage(acme)).toMatchObject({ limit: null, used: 82 })
    await acme.instance.database.write((tx) => setActionLimit(tx, 'default'))
    expect(await admitted(acme.instance, 1)).toBe(0)
    expect(await usage(acme)).toMatchObject({ limit: 30, used: 82 })
  })

  it('fails what is above the limit with a sentence that names it, and tells of it once (EXE-21, TST-08)', async () => {
    await acme.instance.database.write((tx) => setActionLimit(tx, 1))
    const { body: actions } = await acme.api.get('/actions')
    const hash = actions.items.find((each: { name: string }) => each.name === 'Hash Text')
    const run = () => acme.api.post(`/actions/${hash.id}/test`, { inputs: { text: 'x' } })
    expect((await run()).body).toMatchObject({ status: 'succeeded' })
    for (let again = 0; again < 2; again += 1) {
      const refused = await run()
      expect(refused.status).toBe(409)
      expect(refused.body.message).toContain('limit of 1 actions per hour')
      expect(refused.body.message).toContain('11:00 UTC')
    }
    const events = await acme.instance.database.read((tx) =>
      tx.sql.selectFrom('events').selectAll().where('type', '=', 'ActionLimitReached').execute(),
    )
    expect(events).toHaveLength(1)
  })
})
