import { costsOfOne, readCosts } from './engine/costs.ts'
import { type Engine, openEngine } from './engine/deployment.ts'
import { executionsPage } from './engine/executions-page.ts'
import { oneRowCommits, oneTransactionPerNode } from './engine/floors.ts'
import { addHistory } from './engine/history.ts'
import { openProduct } from './engine/http.ts'
import {
  fairnessDelays,
  fanOut,
  manyItems,
  median,
  quantile,
  startLatencies,
  stepsPerSecond,
} from './engine/measure.ts'
import { pythonStarts } from './engine/python.ts'

const server = process.env.TOCSIN_BENCH_DATABASE_URL
if (!server) {
  process.stderr.write('TOCSIN_BENCH_DATABASE_URL is not set: run this with `npm run bench -- engine`.\n')
  process.exit(1)
}
process.env.TOCSIN_TEST_DATABASE_URL = server

const quick = process.argv.includes('--quick')
const ROUNDS = quick ? 3 : 5
const RUNS = quick ? 500 : 1500
const HISTORY = quick ? 100_000 : 1_000_000
const STORM = quick ? 2000 : 10_000
/** Runs of ten nodes that are carried at once. */
const AT_ONCE = 64

const progress = (text: string) => process.stderr.write(`${text}\n`)
const figures = { ...(await steps(server)), ...(await single(server)), ...(await history(server)), ...(await http()) }
report({ ...figures, pythonMs: await pythonStarts(quick ? 10 : 40) })

/** Interleaved with its floors, so that a noisy machine disturbs the figure and its floors alike. */
async function steps(url: string) {
  const engine = await openEngine(url, { runs: AT_ONCE })
  const found: { steps: number; transactions: number; rows: number }[] = []
  try {
    await stepsPerSecond(engine, 300)
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(`Steps and floors, round ${round} of ${ROUNDS}`)
      found.push({
        rows: await oneRowCommits(engine.database, 1),
        transactions: await oneTransactionPerNode(engine.database, 2),
        steps: await stepsPerSecond(engine, RUNS),
      })
    }
  } finally {
    await engine.close()
  }
  return {
    stepsPerSecond: Math.round(median(found.map((round) => round.steps))),
    /** Against the better of the floors with 10 and with 64 transactions at once, of the same round. */
    stepsFactor: rounded(median(found.map((round) => round.steps / round.transactions))),
    floors: {
      oneTransactionPerNode: Math.round(median(found.map((round) => round.transactions))),
      oneRowCommits: Math.round(median(found.map((round) => round.rows))),
    },
  }
}

async function single(url: string) {
  const engine = await openEngine(url, { maxIterations: 10_000 })
  try {
    await stepsPerSecond(engine, 100)
    progress('Start latency')
    const latencies = await startLatencies(engine, quick ? 100 : 300)
    progress('Items through one node')
    const fans = await several(() => fanOut(engine, 250))
    const items = await several(async () => (await manyItems(engine, 250)).ms)
    const many = await manyItems(engine, 10_000)
    progress(`A storm of ${STORM} runs`)
    const delays = await fairnessDelays(engine, STORM, 15)
    return {
      startLatencyMs: { p50: rounded(quantile(latencies, 0.5)), p99: rounded(quantile(latencies, 0.99)) },
      fanOut250Ms: rounded(median(fans)),
      items250Ms: rounded(median(items)),
      items10000: { ms: Math.round(many.ms), rssGrowthMb: Math.round(many.rssGrowthMb) },
      fairnessDelayMs: rounded(quantile(delays, 0.5)),
      fairnessWorstMs: rounded(quantile(delays, 1)),
    }
  } finally {
    await engine.close()
  }
}

/** Time per node with that history divided by the time without, by turns: 1 is flat. */
async function history(url: string) {
  progress(`History of ${HISTORY} runs`)
  const [empty, full] = [await openEngine(url, { runs: AT_ONCE }), await openEngine(url, { runs: AT_ONCE })]
  const factors: number[] = []
  try {
    await addHistory(full.database.pool, schemaOf(full), HISTORY, true)
    for (const engine of [empty, full]) await stepsPerSecond(engine, 300)
    for (let round = 0; round < ROUNDS; round += 1) {
      const without = await stepsPerSecond(empty, RUNS)
      factors.push(without / (await stepsPerSecond(full, RUNS)))
    }
  } finally {
    await empty.close()
    await full.close()
  }
  return { historyFactor: rounded(median(factors)), historyRuns: HISTORY }
}

async function http() {
  progress('Runs started over HTTP')
  const product = await openProduct()
  try {
    await product.runsPerSecond(300)
    const before = await readCosts(product.pool, product.pid)
    const rates = await several(() => product.runsPerSecond(RUNS))
    const costOfOneRun = costsOfOne(before, await readCosts(product.pool, product.pid), rates.length * RUNS)
    progress(`The page of executions with ${HISTORY} runs`)
    const runsPerSecondHttp = Math.round(median(rates))
    return { runsPerSecondHttp, costOfOneRun, executionsPageMs: await executionsPage(product, HISTORY) }
  } finally {
    await product.close()
  }
}

async function several(measure: () => Promise<number>): Promise<number[]> {
  return [await measure(), await measure(), await measure()]
}

function schemaOf(engine: Engine): string {
  const [first] = engine.database.instances
  if (!first) throw new Error('There is no instance')
  return first.schema
}

function report(all: Record<string, unknown>): void {
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(all)}\n`)
  else {
    for (const [name, value] of Object.entries(all)) {
      process.stdout.write(`${name.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}\n`)
    }
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
