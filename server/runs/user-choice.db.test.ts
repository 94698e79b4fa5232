import { createApiClient, createTestInstance } from '@tocsin/testkit'
import { ask, call, constant, FlowTester, hash, output, param, text } from '@tocsin/testkit/flow-tester.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const answered = hash('after', text('{{responder:q.firstName}} {{responder:q.email}} {{node:q.output.answer}}'))

describe('a user choice', () => {
  let flow: FlowTester
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance())
  })
  afterAll(() => flow.started.stop())

  /** A colleague who may answer, and no more: no profile that is shipped has only that. */
  async function colleague(name: string) {
    const credentials = { email: `${name.toLowerCase()}@test.example`, password: 'a long enough one' }
    await flow.api.post('/users', { ...credentials, name: `${name} Roe`, profile: 'Read only' })
    return createApiClient(flow.started.test.address, 'acme', credentials)
  }
  const play = (name: string, more: Record<string, unknown>) =>
    flow.publish(name, {
      inputs: ['who'],
      nodes: [ask('q', more), answered],
      links: ['start>q', 'q:yes>after', 'q:no>after', 'after>end'],
    })

  it('is answered only by whom a value names, and tells later nodes who that was (NOD-51, NOD-55, NOD-56)', async () => {
    const [ben, cleo] = [await colleague('Ben'), await colleague('Cleo')]
    const id = await play('By value', { authorizer: param('who') })
    const run = await flow.start(id, { input: { who: 'ben@test.example' } })
    expect(await flow.reaches(run, 'waiting')).toMatchObject({ waitingFor: 'user' })
    const refused = await cleo.post(`/runs/${run}/nodes/q/answer`, { answer: 'yes' })
    expect(refused).toMatchObject({ status: 403, body: { message: 'This is asked of ben@test.example.' } })
    expect((await ben.get('/operations')).body.items).toMatchObject([{ runId: run, nodeId: 'q' }])
    expect((await cleo.get('/operations')).body.items).toEqual([])
    expect((await ben.post(`/runs/${run}/nodes/q/answer`, { answer: 'yes' })).status).toBe(202)
    await flow.reaches(run, 'completed')
    expect(await flow.shown(run, 'after')).toEqual({ text: 'Ben ben@test.example yes' })
  })

  it('is asked of a group, and overridden by who manages playbooks (NOD-51, NOD-56)', async () => {
    const dora = await colleague('Dora')
    const id = await play('By group', { authorizer: constant('Read only') })
    const one = await flow.start(id)
    await flow.reaches(one, 'waiting')
    expect((await dora.post(`/runs/${one}/nodes/q/answer`, { answer: 'no' })).status).toBe(202)
    await flow.reaches(one, 'completed')
    expect((await flow.node(one, 'q')).port).toBe('no')
    const two = await flow.start(id)
    await flow.reaches(two, 'waiting')
    expect((await flow.answer(two, 'q', 'yes')).status).toBe(202)
    await flow.reaches(two, 'completed')
  })

  it('takes its default when time is over, with nobody as responder (NOD-53, NOD-55)', async () => {
    const id = await play('Expires', { expires: { seconds: 0.3, default: 'no' } })
    const run = await flow.start(id)
    await flow.reaches(run, 'completed')
    expect(await flow.node(run, 'q')).toMatchObject({ port: 'no', status: 'succeeded' })
    expect(await flow.shown(run, 'after')).toEqual({ text: '  no' })
    expect((await flow.answer(run, 'q', 'yes')).body.code).toBe('wrong_state')
  })

  it('in a nested playbook gives its answer to the outer one (NOD-64)', async () => {
    await play('Asks inside', {})
    const outer = await flow.publish('Outside', {
      nodes: [call('c', 'Asks inside'), hash('after', output('c', 'q.answer'))],
      links: ['start>c', 'c>after', 'after>end'],
    })
    const run = await flow.start(outer)
    const [child] = await flow.childrenReach(run, 'c', 1)
    await flow.reaches(child?.runId ?? '', 'waiting')
    await flow.answer(child?.runId ?? '', 'q', 'yes')
    await flow.reaches(run, 'completed')
    expect(await flow.shown(run, 'after')).toEqual({ text: 'yes' })
  })
})
