import { readFileSync } from 'node:fs'
import { type ApiClient, eventually } from '@tocsin/testkit'
import { type Answered, made } from './fleet.ts'
import { importSandbox, type Sandbox } from './sandbox.ts'
import { endedRun } from './watchlist.ts'

const FILE = new URL('fixtures/sandbox/playbooks.json', import.meta.url)

/** The playbook of 15 nodes in two versions, and a run of the first in which one node failed. */
export interface PhishingRun {
  playbookId: string
  runId: string
  incidentId: string
}

/** Brings the playbook that `playbook.test.ts` builds by hand, and runs it until its broken resource fails it. */
export async function runPhishing(client: ApiClient, sandbox: Sandbox): Promise<PhishingRun> {
  await importSandbox(client, sandbox)
  const ids: string[] = []
  for (const { name, graph } of JSON.parse(readFileSync(FILE, 'utf8'))) {
    const { id } = await made(client, '/playbooks', { name, graph })
    await publish(client, id, 'First version')
    ids.push(id)
  }
  const playbookId = ids.at(-1) ?? ''
  const fields = { name: 'Reported mail: invoice overdue', description: 'billing@invoices.example' }
  const { id: incidentId } = await made(client, '/incidents', { fields })
  const { id: runId } = await made(client, `/playbooks/${playbookId}/runs`, { incidentId })
  const task = await eventually(
    async () => {
      const { body } = await client.get('/tasks?open=true')
      return body.items.find((each: Answered) => each.playbook?.runId === runId)
    },
    'the task of the run',
    60_000,
  )
  await client.patch(`/tasks/${task.id}`, { version: task.version, status: 'in_progress' })
  await endedRun(client, runId)
  await publishSecond(client, playbookId)
  return { playbookId, runId, incidentId: String(incidentId) }
}

/** A second version with something added, removed and changed. */
async function publishSecond(client: ApiClient, id: string): Promise<void> {
  const { graph } = (await client.get(`/playbooks/${id}`)).body
  const named = (name: string) => graph.nodes.find((node: Answered) => node.name === name)
  const [left, block, tell, after] = ['Note left', 'Block sender', 'Tell users', 'Note blocked'].map(named)
  const check = {
    ...{ id: '00000000-0000-4000-8000-00000000fff0', kind: 'task', name: 'Check the mailbox', number: 16 },
    ...{ title: 'Look for more of these mails', position: { x: after.position.x, y: after.position.y - 120 } },
  }
  const changed = { ...tell, title: 'Tell the users of the mail?', expires: { seconds: 900, default: 'tell' } }
  const link = (number: number, source: string, port: string, target: string) => ({
    id: `00000000-0000-4000-8000-00000000ffe${number}`,
    source: { id: source, port },
    target: { id: target, port: 'in' },
  })
  const isKept = ({ source, target }: Answered) =>
    source.id !== left.id && target.id !== left.id && !(source.id === block.id && target.id === after.id)
  const second = {
    ...graph,
    nodes: [
      ...graph.nodes
        .filter((node: Answered) => node !== left)
        .map((node: Answered) => (node === tell ? changed : node)),
      check,
    ],
    links: [
      ...graph.links.filter(isKept),
      link(1, tell.id, 'leave', block.id),
      link(2, block.id, 'out', check.id),
      link(3, check.id, 'out', after.id),
    ],
  }
  const saved = await client.put(`/playbooks/${id}/draft`, { graph: second })
  if (saved.status !== 200) throw new Error(`The draft was not saved: ${JSON.stringify(saved.body)}`)
  await publish(client, id, 'Users have a quarter of an hour; somebody looks for more of these mails')
}

async function publish(client: ApiClient, id: string, description: string): Promise<void> {
  const { status, body } = await client.post(`/playbooks/${id}/publish`, { description, enable: true })
  if (status !== 200) throw new Error(`The playbook was not published: ${JSON.stringify(body)}`)
}
