import type { Engine } from './deployment.ts'
import { chain, fan, iterated } from './graphs.ts'

const NODES = 10

/** Finished action nodes per second, many runs of ten nodes at once, from the first claim to the last commit. */
export async function stepsPerSecond(engine: Engine, runs: number): Promise<number> {
  engine.perform(() => ({ status: 'succeeded', output: { verdict: 'clean' } }))
  const began = performance.now()
  await engine.start(runs, chain(NODES))
  const committed = performance.now()
  await engine.idle()
  const ended = performance.now()
  // Queueing is the starter's work; where the worker was faster it counts, so that nothing is flattered.
  return (runs * NODES) / ((ended - Math.max(began, committed)) / 1000)
}

/** From the commit of the start to the first action, on an idle worker. */
export async function startLatencies(engine: Engine, samples: number): Promise<number[]> {
  const found: number[] = []
  const version = chain(1)
  for (let sample = 0; sample < samples; sample += 1) {
    let performed = 0
    engine.perform(() => {
      performed = performance.now()
      return { status: 'succeeded', output: {} }
    })
    await engine.start(1, version)
    const committed = performance.now()
    await engine.idle()
    found.push(Math.max(0, performed - committed))
  }
  return found.sort((a, b) => a - b)
}

/** One run whose start opens 250 actions at once, until the join behind them is through. */
export async function fanOut(engine: Engine, width: number): Promise<number> {
  engine.perform(() => ({ status: 'succeeded', output: {} }))
  const began = performance.now()
  await engine.start(1, fan(width))
  await engine.idle()
  return performance.now() - began
}

/** One node over many items in one run: how long, and by how much memory grows at its highest. */
export async function manyItems(engine: Engine, items: number): Promise<{ ms: number; rssGrowthMb: number }> {
  engine.perform(({ inputs }) => ({ status: 'succeeded', output: { verdict: 'clean', of: inputs.item } }))
  const before = process.memoryUsage.rss()
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss())
  }, 20)
  const began = performance.now()
  const params = { items: Array.from({ length: items }, (_, index) => `host-${index}.example.org`) }
  await engine.start(1, iterated(), { params })
  await engine.idle()
  clearInterval(watch)
  return { ms: performance.now() - began, rssGrowthMb: (highest - before) / 1_048_576 }
}

/** How long single runs of a quiet instance wait for their first action while another has a storm of slow ones. */
export async function fairnessDelays(engine: Engine, storm: number, samples: number): Promise<number[]> {
  const quiet = engine.database.instances[1]?.role
  let performed = 0
  engine.perform(async (attempt) => {
    if (attempt.run.instance.role === quiet) performed = performance.now()
    else await new Promise((resolve) => setTimeout(resolve, 50))
    return { status: 'succeeded', output: {} }
  })
  await engine.start(storm, chain(1))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const delays: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    performed = 0
    const began = performance.now()
    await engine.start(1, chain(1), { instance: 1 })
    while (performed === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    delays.push(performed - began)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await engine.idle()
  return delays.sort((a, b) => a - b)
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}
