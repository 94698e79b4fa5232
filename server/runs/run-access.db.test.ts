import { createApiClient, createTestInstance } from '@tocsin/testkit'
import { FlowTester, hash, text } from '@tocsin/testkit/flow-tester.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('runs for a triage event', () => {
  let flow: FlowTester
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
    await flow.started.instance.database.write((tx) =>
      tx.sql
        .insertInto('profiles')
        .values({
          name: 'Own events',
          capabilities: JSON.stringify([
            'triage.view',
            'triage.access',
            'triage.edit',
            'triage.ownership',
            'playbook.access',
            'incident-playbook.access',
            'incident-playbook.manage',
          ]),
        })
        .execute(),
    )
  })
  afterAll(() => flow.started.stop())

  async function analyst(name: string) {
    const credentials = { email: `${name}@test.example`, password: 'a long enough one' }
    const made = await flow.api.post('/users', { ...credentials, name: `${name} Roe`, profile: 'Own events' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return createApiClient(flow.started.test.address, 'acme', credentials)
  }

  it('are shown to nobody who may not open an event that somebody has (TRI-08, TRI-19, INV-09)', async () => {
    const [ann, bob] = [await analyst('ann'), await analyst('bob')]
    const playbook = await flow.publish('On an event', {
      nodes: [hash('told', text('{{triage.title}}'))],
      links: ['start>told', 'told>end'],
    })
    const { body: event } = await flow.api.post('/triage-events', { title: 'What only Ann may read' })
    const run = await flow.start(playbook, { triageEventId: String(event.id) })
    await flow.reaches(run, 'completed')
    const shown = async (who: typeof ann) => {
      const answers = await Promise.all(
        [`/runs/${run}`, `/runs/${run}/nodes/told`, `/triage-events/${event.id}/runs`].map((path) => who.get(path)),
      )
      return answers.map(({ status }) => status)
    }
    expect(await shown(bob)).toEqual([200, 200, 200])
    expect((await ann.post(`/triage-events/${event.id}/grab`)).status).toBe(200)
    expect(await shown(ann)).toEqual([200, 200, 200])
    expect(await shown(bob)).toEqual([403, 403, 403])
    expect((await bob.post(`/runs/${run}/kill`)).status).toBe(403)
    expect((await bob.post(`/runs/${run}/nodes/told/answer`, { answer: 'yes' })).status).toBe(403)
    expect((await ann.get('/runs')).body.items.map(({ id }: { id: string }) => id)).toContain(run)
    expect((await bob.get('/runs')).body.items.map(({ id }: { id: string }) => id)).not.toContain(run)
  })
})
