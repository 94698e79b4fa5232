import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { superviseEmbeddedPostgres } from '@tocsin/server/platform/database/embedded/index.ts'
import { silentLog } from '@tocsin/server/platform/log.ts'
import { createApiClient, eventually } from '@tocsin/testkit'
import { type Program, startProgram } from '@tocsin/testkit/program.ts'
import {
  type RecordedRequest,
  type ReputationService,
  startReputationService,
} from '@tocsin/testkit/vendors/reputation-service.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyKind, inner, marksOf, reportAction, reportIntegration } from './chaos-playbook.ts'

const ROUNDS = Number(process.env.TOCSIN_CHAOS_ROUNDS ?? 50)
const ALERTS_PER_ROUND = 3
const PATIENCE_MS = 120_000
const SETTLE_MS = 300_000
/** A start that meets a database on its knees is given up and made again. */
const START_PATIENCE_MS = 25_000
/** One alert in so many rounds goes through every kind of node: it costs ten times as much as the others. */
const EVERY = 2
const victims = ['worker', 'worker', 'postgres', 'web'] as const
const PASSWORD = 'a password for chaos'
const EMAIL = 'admin@chaos.example'

/** Workers, the web process and PostgreSQL are killed at random while alerts come in and playbooks run. */
describe('chaos', () => {
  let folder: string
  let postgres: Awaited<ReturnType<typeof superviseEmbeddedPostgres>>
  let service: ReputationService
  let web: Program
  let workers: Program[]
  const sent: { id: string; every: boolean }[] = []
  const answered = { choices: 0, retries: 0 }
  /** Runs whose task is decided. */
  const approved = new Set<string>()
  const kills = { worker: 0, postgres: 0, web: 0 }
  /** Of the service, all of them: it keeps only the newest. */
  const requests: RecordedRequest[] = []
  const environment = () => ({
    TOCSIN_DATABASE_URL: postgres.connectionString,
    TOCSIN_DATA: join(folder, 'program'),
    TOCSIN_ADMIN_EMAIL: EMAIL,
    TOCSIN_ADMIN_PASSWORD: PASSWORD,
  })
  const startWeb = () =>
    startProgram({ environment: environment(), arguments: ['--roles', 'web'], patienceMs: START_PATIENCE_MS })
  const startWorker = () =>
    startProgram({ environment: environment(), arguments: ['--roles', 'worker'], patienceMs: START_PATIENCE_MS })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-'))
    postgres = await superviseEmbeddedPostgres({ dataDirectory: join(folder, 'database'), log: silentLog })
    service = await startReputationService({ apiKey: 'chaos' })
    web = await startWeb()
    workers = [await startWorker(), await startWorker()]
  })
  afterAll(async () => {
    await Promise.all([web, ...workers].map((program) => program?.kill()))
    await service?.close()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  let key: string
  let outerId: string
  let innerId: string
  const api = () => createApiClient(web.address, 'mssp', { key })
  /** The same call until it is answered: what was not acknowledged may be sent again. */
  async function insist<T>(call: () => Promise<T | null>): Promise<T> {
    let last: unknown = null
    const noted = (error: unknown) => {
      last = error
      return null
    }
    return eventually(() => call().catch(noted), 'an answer', PATIENCE_MS).catch((error: unknown) => {
      throw new Error('No answer came; the cause is what happened last.', { cause: last ?? error })
    })
  }

  it(`loses nothing, does nothing twice and leaves nothing stuck through ${ROUNDS} kills`, async () => {
    await prepare()
    const begun = Date.now()
    for (let round = 0; round < ROUNDS; round += 1) {
      const alerts = Array.from({ length: ALERTS_PER_ROUND }, (_, index) => send(index === 0 && round % EVERY === 0))
      const sending = insist(async () => {
        const answer = await (await api()).post('/alerts?source=chaos', alerts)
        if (answer.status !== 202) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
        return answer.body
      })
      // While the victim is down, people answer too.
      const answering = answerAll().catch(() => undefined)
      await sleep(Math.random() * 400)
      await killSomebody(round)
      await Promise.all([sending, answering])
      requests.push(...service.requests.splice(0))
    }
    const killed = Date.now()
    await settle()
    requests.push(...service.requests.splice(0))
    report(killed - begun, Date.now() - killed)
    await nothingLost()
    await everythingTaken()
    nothingTwice()
  }, 2_400_000)

  function send(every: boolean) {
    const number = sent.length + 1
    sent.push({ id: `alert-${number}`, every })
    const from = { title: `Alert ${number}`, src_ip: `198.51.100.${(number % 250) + 1}` }
    return { id: `alert-${number}`, ...from, every: every ? 'yes' : 'no' }
  }

  async function killSomebody(round: number): Promise<void> {
    const victim = victims[round % victims.length] ?? 'worker'
    kills[victim] += 1
    if (victim === 'postgres') {
      if (postgres.pid !== null) process.kill(postgres.pid, 'SIGKILL')
    } else if (victim === 'web') {
      await web.kill()
      web = await insist(startWeb)
    } else {
      const index = Math.floor(Math.random() * workers.length)
      await workers[index]?.kill()
      workers[index] = await insist(startWorker)
    }
  }

  async function prepare(): Promise<void> {
    const person = await createApiClient(web.address, 'mssp', { email: EMAIL, password: PASSWORD })
    key = (await person.post('/api-keys', { name: 'chaos' })).body.key
    const client = await api()
    const made = async (path: string, body: unknown) => {
      const answer = await client.post(path, body)
      expect([200, 201], `${path}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
      return answer.body
    }
    const { body: integrations } = await client.get('/integrations')
    const reputation = integrations.items.find((each: { name: string }) => each.name === 'Tocsin Reputation')
    await made(`/integrations/${reputation.id}/resources`, {
      label: 'Service',
      settings: { url: service.url, api_key: 'chaos' },
    })
    const yaml = { 'content-type': 'application/yaml' }
    const imported = await client.post('/integrations/import', reportIntegration, yaml)
    expect(imported.status, JSON.stringify(imported.body)).toBe(201)
    const at = `/integrations/${imported.body.integration.id}`
    const action = await client.post(`${at}/actions/import`, reportAction, yaml)
    expect(action.status, JSON.stringify(action.body)).toBe(201)
    const publish = async (name: string, graph: object) => {
      const saved = await made('/playbooks', { name, graph })
      await made(`/playbooks/${saved.id}/publish`, { description: 'first' })
      return saved
    }
    innerId = (await publish('Inner', inner())).id
    const playbook = await publish('Every kind', everyKind())
    outerId = playbook.id
    const template = await made('/incident-templates', {
      name: 'Chaos',
      playbooks: [{ playbookId: playbook.id, autorun: true }],
    })
    await made('/alert-sources', { name: 'chaos', keyPaths: ['id'], titlePath: 'title' })
    await made('/automation-rules', {
      name: 'Everything becomes an incident',
      source: 'chaos',
      action: { kind: 'create-incident', templateId: template.id },
      mappings: [
        { from: { path: 'title' }, to: { kind: 'field', name: 'name' } },
        { from: { path: 'id' }, to: { kind: 'artifact', name: 'alertId' } },
        { from: { path: 'every' }, to: { kind: 'artifact', name: 'every' } },
        { from: { path: 'src_ip' }, to: { kind: 'artifact', name: 'sourceAddress' } },
      ],
    })
  }

  /** Everything comes to its end; what may have happened or not is decided by a person, as the product asks for. */
  async function settle(): Promise<void> {
    let seen: unknown
    await eventually(
      async () => {
        await answerAll().catch(() => undefined)
        const client = await api().catch(() => null)
        if (!client) return false
        const ended = 'status=completed,completed_with_errors,failed,killed&limit=1'
        const { body: done } = await client.get(`/runs?${ended}`)
        const { body: all } = await client.get('/runs?limit=1')
        seen = `${done.total} of ${all.total} runs ended, ${expectedRuns()} expected`
        return done.total === expectedRuns()
      },
      'the end of all runs',
      SETTLE_MS,
    ).catch((error: unknown) => {
      throw new Error(`Stuck: ${seen}`, { cause: error })
    })
  }

  /** Each alert, and what an alert that takes everything starts besides: once, and for two items. */
  const expectedRuns = () => sent.length + 3 * sent.filter(({ every }) => every).length

  /** Answers all that people are asked; what was not taken is answered the next time. */
  async function answerAll(): Promise<void> {
    const client = await api()
    const { body } = await client.get('/operations?of=everybody')
    const operations: { kind: string; runId: string; nodeId: string }[] = body.items ?? []
    for (const { kind, runId, nodeId } of operations) {
      // An approved task stays on the list of its owner, who has yet to do it.
      if (kind === 'task' && approved.has(runId)) continue
      const answer = { 'user-choice': 'go', task: 'approve' }[kind] ?? 'retry'
      // Without an answer from the server nobody knows whether it counts, so it may.
      if (answer === 'retry') answered.retries += 1
      const { status } = await client.post(`/runs/${runId}/nodes/${nodeId}/answer`, { answer })
      if (answer === 'retry' && status >= 400 && status < 500) answered.retries -= 1
      if (status < 300 && answer === 'go') answered.choices += 1
      if (kind === 'task' && (status < 300 || status === 409)) approved.add(runId)
    }
  }

  async function nothingLost(): Promise<void> {
    const client = await api()
    const { body: alerts } = await client.get('/alerts?limit=1000')
    expect(alerts.total).toBe(sent.length)
    expect(new Set(alerts.items.map((alert: { outcome: string }) => alert.outcome))).toEqual(new Set(['incident']))
    const { body: incidents } = await client.get('/incidents?limit=1000')
    expect(incidents.total).toBe(sent.length)
    const names = incidents.items.map((incident: { fields: { name: string } }) => incident.fields.name)
    expect(new Set(names).size).toBe(sent.length)
    const labels = incidents.items.map((incident: { fields: { incidentid: string } }) => incident.fields.incidentid)
    expect(new Set(labels).size).toBe(sent.length)
    const { body: runs } = await client.get(`/runs?playbookId=${outerId}&limit=1000`)
    expect(runs.total).toBe(sent.length)
    const subjects = runs.items.map((run: { origin: { id: string } }) => run.origin.id)
    expect(new Set(subjects).size).toBe(sent.length)
  }

  /** All ways through the playbook were gone, each as often as asked for, and no step failed unforeseen. */
  async function everythingTaken(): Promise<void> {
    const every = sent.filter((each) => each.every).length
    const client = await api()
    const { body: children } = await client.get(`/runs?playbookId=${innerId}&limit=1000`)
    expect(children.total).toBe(3 * every)
    const { body: tasks } = await client.get('/tasks?limit=1000')
    expect(tasks.total).toBe(every)
    const { body: unwell } = await client.get('/runs?status=completed_with_errors,failed,killed&limit=5')
    expect(unwell.items).toEqual([])
  }

  /** The service counts what took effect: each notification once, and asked for twice only where a person said so. */
  function nothingTwice(): void {
    const messages = service.notifications.map(({ message }) => message)
    expect(messages.toSorted()).toEqual(sent.flatMap(({ id, every }) => marksOf(id, every)).toSorted())
    expect(repeated()).toBeLessThanOrEqual(answered.retries)
  }

  /** Notifications that were asked for once more. */
  function repeated(): number {
    const keys = requests
      .filter(({ path }) => path === '/v1/notifications')
      .map((each) => each.headers['idempotency-key'])
    return keys.length - new Set(keys).size
  }

  function report(killingMs: number, settlingMs: number): void {
    const figures = {
      ...{
        rounds: ROUNDS,
        kills,
        alerts: sent.length,
        runs: expectedRuns(),
        notifications: service.notifications.length,
      },
      ...{
        everyKind: sent.filter(({ every }) => every).length,
        answered: { ...answered, tasks: approved.size },
        repeated: repeated(),
      },
      ...{ killingSeconds: Math.round(killingMs / 1000), settlingSeconds: Math.round(settlingMs / 1000) },
    }
    console.info(`Chaos: ${JSON.stringify(figures)}`)
  }
})
