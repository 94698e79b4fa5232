import { startChaosWorker } from './chaos-worker.ts'

const plan: unknown = JSON.parse(process.env.CHAOS_PLAN ?? 'null')
await startChaosWorker(plan as Parameters<typeof startChaosWorker>[0])
process.send?.('ready')
