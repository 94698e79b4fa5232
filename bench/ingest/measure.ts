import type { ApiClient, TestInstance } from '@tocsin/testkit'
import { sampleAlert, sampleLines } from './sample-alerts.ts'

const NDJSON = { 'content-type': 'application/x-ndjson' }

let next = 0

function take(count: number): number {
  const first = next
  next += count
  return first
}

async function accepted(api: ApiClient, body: unknown, headers?: Record<string, string>): Promise<void> {
  const answer = await api.post('/alerts?source=suricata', body, headers)
  if (answer.status !== 202) throw new Error(`Alerts were refused: ${answer.status} ${JSON.stringify(answer.body)}`)
}

/** Alerts accepted per second, durable, over HTTP as NDJSON of `lines` each, some requests at once. */
export async function alertsPerSecond(api: ApiClient, requests: number, lines: number, atOnce = 4): Promise<number> {
  const bodies = Array.from({ length: requests }, () => sampleLines(take(lines), lines))
  const began = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) await accepted(api, body, NDJSON)
    }),
  )
  return (requests * lines * 1000) / (performance.now() - began)
}

/** Milliseconds from sending one alert to its durable acceptance, one after the other. */
export async function acceptLatencies(api: ApiClient, count: number): Promise<number[]> {
  const latencies: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const alert = sampleAlert(take(1))
    const began = performance.now()
    await accepted(api, alert)
    latencies.push(performance.now() - began)
  }
  return latencies
}

/** Alerts per second from acceptance to incident or triage event, rules, entities and all. */
export async function decidedPerSecond({ instance, api }: TestInstance, count: number): Promise<number> {
  const began = performance.now()
  await accepted(api, sampleLines(take(count), count), NDJSON)
  for (;;) {
    const waiting = await instance.database.read((tx) =>
      tx.sql.selectFrom('alerts').select('id').where('outcome', '=', 'pending').limit(1).execute(),
    )
    if (waiting.length === 0) return (count * 1000) / (performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
