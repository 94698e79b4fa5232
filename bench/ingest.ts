import { createTestDeployment } from '@tocsin/testkit'
import { oneRowCommits } from './engine/floors.ts'
import { median, quantile } from './engine/measure.ts'
import { acceptLatencies, alertsPerSecond, decidedPerSecond } from './ingest/measure.ts'

const server = process.env.TOCSIN_BENCH_DATABASE_URL
if (!server) {
  process.stderr.write('TOCSIN_BENCH_DATABASE_URL is not set: run this with `npm run bench -- ingest`.\n')
  process.exit(1)
}
process.env.TOCSIN_TEST_DATABASE_URL = server

const ROUNDS = 3
const progress = (text: string) => process.stderr.write(`${text}\n`)

// Acceptance and deciding are measured apart, so that the one does not take the other's processor.
const accepting = await createTestDeployment({ roles: ['web'] })
const rates: number[] = []
const floors: number[] = []
let latencies: number[]
try {
  const { api } = await accepting.addInstance('acme')
  await alertsPerSecond(api, 4, 500)
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`Acceptance and floor, round ${round} of ${ROUNDS}`)
    floors.push(await oneRowCommits({ pool: accepting.deployment.pool, connectionString: accepting.databaseUrl }, 2))
    rates.push(await alertsPerSecond(api, 20, 1000))
  }
  progress('Latency of acceptance')
  latencies = (await acceptLatencies(api, 300)).sort((one, two) => one - two)
} finally {
  await accepting.stop()
}

progress('Deciding')
const deciding = await createTestDeployment()
const decided: number[] = []
try {
  const acme = await deciding.addInstance('acme')
  await decidedPerSecond(acme, 100)
  for (let round = 1; round <= ROUNDS; round += 1) decided.push(await decidedPerSecond(acme, 500))
} finally {
  await deciding.stop()
}

const rounded = (figure: number) => Math.round(figure * 10) / 10
const figures = {
  alertsPerSecond: Math.round(median(rates)),
  acceptLatencyMs: { p50: rounded(quantile(latencies, 0.5)), p99: rounded(quantile(latencies, 0.99)) },
  // From sending to incident or triage event, with rules, entities and audit.
  decidedPerSecond: Math.round(median(decided)),
  floors: { oneRowCommits: Math.round(median(floors)) },
}
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(figures)}\n`)
} else {
  const { acceptLatencyMs: latency } = figures
  process.stdout.write(
    [
      `Accepted   ${figures.alertsPerSecond} alerts/s, durable (floor: ${figures.floors.oneRowCommits} one-row commits/s)`,
      `Latency    ${latency.p50} ms p50, ${latency.p99} ms p99, one alert a request`,
      `Decided    ${figures.decidedPerSecond} alerts/s from sending to incident or triage event`,
      '',
    ].join('\n'),
  )
}
