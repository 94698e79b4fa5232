import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { superviseEmbeddedPostgres } from '@tocsin/server/platform/database/embedded/index.ts'
import { silentLog } from '@tocsin/server/platform/log.ts'
import { createApiClient, eventually } from '@tocsin/testkit'
import { type Program, startProgram } from '@tocsin/testkit/program.ts'
import { type ReputationService, startReputationService } from '@tocsin/testkit/vendors/reputation-service.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAndNotify } from './chaos-playbook.ts'

const ROUNDS = Number(process.env.TOCSIN_CHAOS_ROUNDS ?? 50)
const ALERTS_PER_ROUND = 3
const PATIENCE_MS = 120_000
/** A start that meets a database on its knees is given up and made again. */
const START_PATIENCE_MS = 25_000
const PASSWORD = 'a password for chaos'
const EMAIL = 'admin@chaos.example'

/** Workers, the web process and PostgreSQL are killed at random while alerts come in and playbooks run. */
describe('chaos', () => {
  let folder: string
  let postgres: Awaited<ReturnType<typeof superviseEmbeddedPostgres>>
  let service: ReputationService
  let web: Program
  let workers: Program[]
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
    let sent = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const alerts = Array.from({ length: ALERTS_PER_ROUND }, () => ({
        id: `alert-${++sent}`,
        title: `Alert ${sent}`,
        src_ip: `198.51.100.${(sent % 250) + 1}`,
      }))
      const sending = insist(async () => {
        const answer = await (await api()).post('/alerts?source=chaos', alerts)
        if (answer.status !== 202) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
        return answer.body
      })
      await sleep(Math.random() * 400)
      await killSomebody(round)
      await sending
    }
    await settle(sent)
    await nothingLost(sent)
    nothingTwice()
  }, 1_500_000)

  async function killSomebody(round: number): Promise<void> {
    const victim = ['worker', 'worker', 'postgres', 'web'][round % 4]
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
    const playbook = await made('/playbooks', { name: 'Check and notify', graph: checkAndNotify('Service') })
    await made(`/playbooks/${playbook.id}/publish`, { description: 'first' })
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
        { from: { path: 'src_ip' }, to: { kind: 'artifact', name: 'sourceAddress' } },
      ],
    })
  }

  /** Everything comes to its end; what may have happened or not is decided by a person, as the product asks for. */
  async function settle(sent: number): Promise<void> {
    await eventually(
      async () => {
        const client = await api().catch(() => null)
        if (!client) return false
        const { body: waiting } = await client.get('/operations?of=everybody')
        for (const operation of waiting.items ?? []) {
          await client.post(`/runs/${operation.runId}/nodes/${operation.nodeId}/answer`, { answer: 'retry' })
        }
        const { body: done } = await client.get('/runs?status=completed,completed_with_errors&limit=1')
        return done.total === sent
      },
      'the end of all runs',
      240_000,
    )
  }

  async function nothingLost(sent: number): Promise<void> {
    const client = await api()
    const { body: alerts } = await client.get('/alerts?limit=1000')
    expect(alerts.total).toBe(sent)
    expect(new Set(alerts.items.map((alert: { outcome: string }) => alert.outcome))).toEqual(new Set(['incident']))
    const { body: incidents } = await client.get('/incidents?limit=1000')
    expect(incidents.total).toBe(sent)
    const names = incidents.items.map((incident: { fields: { name: string } }) => incident.fields.name)
    expect(new Set(names).size).toBe(sent)
    const labels = incidents.items.map((incident: { fields: { incidentid: string } }) => incident.fields.incidentid)
    expect(new Set(labels).size).toBe(sent)
    const { body: runs } = await client.get('/runs?limit=1000')
    expect(runs.total).toBe(sent)
    const subjects = runs.items.map((run: { origin: { id: string } }) => run.origin.id)
    expect(new Set(subjects).size).toBe(sent)
  }

  /** The service counts what took effect: each notification once, however often its call was begun. */
  function nothingTwice(): void {
    const messages = service.notifications.map((notification) => JSON.stringify(notification).match(/alert-\d+!/)?.[0])
    expect(messages.filter(Boolean).length).toBeGreaterThan(0)
    expect(new Set(messages).size).toBe(messages.length)
  }
})
