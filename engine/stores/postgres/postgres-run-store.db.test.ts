import type { Claim } from '../../queue/claim.ts'
import { CLAIM } from '../../queue/claim-sql.ts'
import { describeRunStore } from '../store-suite.ts'
import { createEngineDatabase } from './engine-database.ts'
import { PostgresRunStore } from './postgres-run-store.ts'
import { answerWait, killRun } from './send-signal.ts'
import { startRun } from './start-run.ts'

describeRunStore('on PostgreSQL', async () => {
  const database = await createEngineDatabase(process.env.TOCSIN_TEST_DATABASE_URL ?? '', 1)
  const [instance] = database.instances
  if (!instance) throw new Error('No instance')
  const store = new PostgresRunStore({ pool: database.pool, instanceOf: database.instanceOf })
  return {
    store,
    startRun: (run) => database.inInstance(instance, (client) => startRun(client, run)),
    answerWait: (runId, nodeId, answer) =>
      database.inInstance(instance, (client) => answerWait(client, runId, nodeId, answer)),
    kill: async (runId) => {
      await database.inInstance(instance, (client) => killRun(client, runId, { by: null }))
    },
    claim: async () => {
      const found = await database.pool.query(CLAIM, ['run', 1, 100, 100])
      return found.rows.map(
        (row): Claim => ({ ...row, id: Number(row.id), takenOver: row.taken_over, kind: row.kind, lane: row.lane }),
      )
    },
    abandon: async () => {
      await database.pool.query('update tocsin.work set leased_by = 0, available_at = now() where leased_by > 0')
    },
    close: () => database.drop(),
  }
})
