import { startChaosWorker } from './chaos-worker.ts'

// The test that began it may fail or be killed itself: nothing is left running.
process.on('disconnect', () => process.exit(1))

const plan: unknown = JSON.parse(process.env.CHAOS_PLAN ?? 'null')
await startChaosWorker(plan as Parameters<typeof startChaosWorker>[0])
process.send?.('ready')
