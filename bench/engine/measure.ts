import type { Engine } from './deployment.ts'
import { chain, fan } from './graphs.ts'

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

/** How long a run of a quiet instance waits for its first action while another has a storm of slow ones. */
export async function fairnessDelay(engine: Engine, storm: number): Promise<number> {
  const quiet = engine.database.instances[1]?.role
  let performed = 0
  engine.perform(async (attempt) => {
    if (attempt.run.instance.role === quiet) performed = performance.now()
    else await new Promise((resolve) => setTimeout(resolve, 50))
    return { status: 'succeeded', output: {} }
  })
  await engine.start(storm, chain(2))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const delays: number[] = []
  for (let sample = 0; sample < 9; sample += 1) {
    const began = performance.now()
    performed = 0
    await engine.start(1, chain(1), 1)
    while (performed === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    delays.push(performed - began)
  }
  await engine.idle()
  return median(delays)
}

/** Puts finished runs of the past into the first instance. */
export async function addHistory(engine: Engine, runs: number): Promise<void> {
  const scope = engine.database.instances[0]
  if (!scope) return
  await engine.database.inInstance(scope, async (client) => {
    await client.query(
      `insert into runs (id, playbook_id, playbook_version, name, graph_hash, status, started_at, finished_at)
      select gen_random_uuid(), 'p' || n % 50, 1, 'Past', (select hash from run_graphs limit 1), 'completed', now(), now()
      from generate_series(1, $1::int) n`,
      [runs],
    )
    await client.query(
      `insert into run_journal (run_id, seq, fence, at, entry)
      select r.id, s, 1, now(), '{"type":"attempt-finished","node":"a1","round":1,"iteration":0,"attempt":1,"status":"succeeded"}'
      from runs r, generate_series(1, 12) s where r.name = 'Past'`,
    )
  })
  await engine.database.pool.query('checkpoint').catch(() => {})
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
