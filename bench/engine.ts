import { openEngine } from './engine/deployment.ts'
import { oneRowCommits, oneTransactionPerNode } from './engine/floors.ts'
import {
  addHistory,
  fairnessDelay,
  fanOut,
  median,
  quantile,
  startLatencies,
  stepsPerSecond,
} from './engine/measure.ts'

const server = process.env.TOCSIN_BENCH_DATABASE_URL
if (!server) {
  process.stderr.write('TOCSIN_BENCH_DATABASE_URL is not set: run this with `npm run bench -- engine`.\n')
  process.exit(1)
}

const ROUNDS = 3
const HISTORY = 50_000

const engine = await openEngine(server)
const progress = (text: string) => process.stderr.write(`${text}\n`)
try {
  await stepsPerSecond(engine, 100)
  const steps: number[] = []
  const transactions: number[] = []
  const rows: number[] = []
  // Interleaved, so that a noisy machine disturbs the figure and its floors alike.
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`Steps and floors, round ${round} of ${ROUNDS}`)
    rows.push(await oneRowCommits(engine.database, 2))
    transactions.push(await oneTransactionPerNode(engine.database, 2))
    steps.push(await stepsPerSecond(engine, 1000))
  }
  progress('Start latency')
  const latencies = await startLatencies(engine, 200)
  progress('Fan-out of 250')
  const fans = [await fanOut(engine, 250), await fanOut(engine, 250), await fanOut(engine, 250)]
  progress('Fairness in a storm')
  const fairness = await fairnessDelay(engine, 1500)
  progress(`History of ${HISTORY} runs`)
  const before: number[] = []
  const after: number[] = []
  for (let round = 0; round < 3; round += 1) before.push(await stepsPerSecond(engine, 500))
  await addHistory(engine, HISTORY)
  await stepsPerSecond(engine, 100)
  for (let round = 0; round < 3; round += 1) after.push(await stepsPerSecond(engine, 500))
  report({
    stepsPerSecond: Math.round(median(steps)),
    startLatencyMs: { p50: rounded(quantile(latencies, 0.5)), p99: rounded(quantile(latencies, 0.99)) },
    fanOut250Ms: rounded(median(fans)),
    fairnessDelayMs: rounded(fairness),
    // Time per node with that history, divided by the time without: 1 is flat.
    historyFactor: rounded(median(before) / median(after)),
    historyRuns: HISTORY,
    floors: { oneTransactionPerNode: Math.round(median(transactions)), oneRowCommits: Math.round(median(rows)) },
  })
} finally {
  await engine.close()
}

function report(figures: Record<string, unknown>): void {
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else {
    for (const [name, value] of Object.entries(figures)) {
      process.stdout.write(`${name.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}\n`)
    }
    process.stdout.write('runsPerSecondHttp is not measured here: it needs the server.\n')
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
