import type { NodeIteration, RunDetail, RunNode } from '@tocsin/contracts/run.ts'
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  type ApiClient,
  createApiClient,
  type createTestInstance,
  eventually,
} from './index.ts'

type Started = Awaited<ReturnType<typeof createTestInstance>>
type Node = Record<string, unknown> & { id: string; kind: string }
type Given = Record<string, unknown>

export interface Flow {
  inputs?: string[]
  nodes: Node[]
  /** `a>b`, `choice:yes>b`; `start` and `end` are there. */
  links: string[]
  killOnError?: boolean
}

/** For tests: publishes small playbooks and looks at their runs over the API. */
export class FlowTester {
  api: ApiClient

  constructor(readonly started: Started) {
    this.api = started.api
  }

  /** Stops and starts the program on the same data. */
  async restart(): Promise<void> {
    await this.started.test.restart()
    this.api = await createApiClient(this.started.test.address, 'acme', {
      email: ADMIN_EMAIL,
      password: ADMIN_PASSWORD,
    })
  }

  until(check: () => Promise<boolean>): Promise<boolean> {
    return eventually(check, check.toString())
  }

  async draft(name: string, flow: Flow): Promise<string> {
    const { body, status } = await this.api.post('/playbooks', {
      name,
      killOnError: flow.killOnError ?? false,
      graph: graphOf(flow),
    })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return body.id
  }

  async publish(name: string, flow: Flow): Promise<string> {
    const id = await this.draft(name, flow)
    const { body, status } = await this.api.post(`/playbooks/${id}/publish`, {})
    if (status !== 200) throw new Error(JSON.stringify(body))
    return id
  }

  /** Stores another draft and publishes it. */
  async publishAnew(id: string, flow: Flow): Promise<void> {
    const saved = await this.api.put(`/playbooks/${id}/draft`, { graph: graphOf(flow) })
    const { body, status } = await this.api.post(`/playbooks/${id}/publish`, {})
    if (status !== 200) throw new Error(JSON.stringify([saved.body, body]))
  }

  async start(playbookId: string, request: Given = {}): Promise<string> {
    const { body, status } = await this.api.post(`/playbooks/${playbookId}/runs`, request)
    if (status !== 202) throw new Error(JSON.stringify(body))
    return body.id
  }

  async incident(fields: Given = {}): Promise<string> {
    const { body, status } = await this.api.post('/incidents', { fields: { name: 'An incident', ...fields } })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return String(body.id)
  }

  async run(id: string): Promise<RunDetail> {
    return (await this.api.get(`/runs/${id}`)).body
  }

  async node(run: string, id: string): Promise<RunNode> {
    const found = (await this.run(run)).nodes.find((node) => node.id === id)
    if (!found) throw new Error(`There is no node ${id}`)
    return found
  }

  async reaches(run: string, status: string): Promise<RunDetail> {
    let last = ''
    return eventually(async () => {
      const found = await this.run(run)
      last = JSON.stringify(found.nodes?.map((node) => [node.id, node.status, node.error]))
      return found.status === status && found
    }, `status ${status} of run ${run}`).catch(async (error: unknown) => {
      throw new Error(`${(await this.run(run)).status}: ${last}`, { cause: error })
    })
  }

  nodeReaches(run: string, node: string, status: string): Promise<RunNode> {
    return eventually(async () => {
      const found = await this.node(run, node)
      return found.status === status && found
    }, `status ${status} of node ${node}`)
  }

  childrenReach(run: string, node: string, count: number): Promise<NonNullable<RunNode['children']>> {
    return eventually(async () => {
      const { children = [] } = await this.node(run, node)
      return children.length >= count && children
    }, `${count} runs started by ${node}`)
  }

  async iterations(run: string, node: string): Promise<NodeIteration[]> {
    return (await this.api.get(`/runs/${run}/nodes/${node}?limit=1000`)).body.items
  }

  /** What a node gave, of one that ran once. */
  async output(run: string, node: string): Promise<Given> {
    return (await this.iterations(run, node))[0]?.output as Given
  }

  /** The same for what it was given. */
  async shown(run: string, node: string): Promise<Given> {
    return (await this.iterations(run, node))[0]?.input as Given
  }

  answer(run: string, node: string, answer: string) {
    return this.api.post(`/runs/${run}/nodes/${node}/answer`, { answer })
  }
}

function graphOf({ inputs = [], nodes, links }: Flow) {
  const params = inputs.map((path) => ({ path }))
  return {
    nodes: [
      { id: 'start', kind: 'start', name: 'START', params },
      ...nodes.map((node) => ({ name: node.id, ...node })),
      { id: 'end', kind: 'end', name: 'END' },
    ],
    links: links.map((link, index) => {
      const [from = '', to = ''] = link.split('>')
      const [id = '', port = 'out'] = from.split(':')
      return { id: `l${index}`, source: { id, port }, target: { id: to, port: 'in' } }
    }),
  }
}

export const text = (template: string) => ({ ref: 'text', text: template })
export const constant = (value: unknown) => ({ ref: 'const', value })
export const param = (path: string) => ({ ref: 'param', path })
export const output = (node: string, path: string) => ({ ref: 'node', node, side: 'output', path })

/** A script that needs no network. */
export function hash(id: string, input: Given, more: Given = {}): Node {
  return {
    ...{ id, kind: 'action', integration: 'Tocsin Tools', action: 'Hash Text', actionType: 'Enrichment' },
    inputs: { text: input },
    ...more,
  }
}

/** A script that fails. */
export function broken(id: string, more: Given = {}): Node {
  return {
    ...hash(id, constant('x')),
    action: 'Build JSON Object',
    inputs: { key_1: constant('a'), base: constant('{') },
    ...more,
  }
}

export function call(id: string, playbook: string, inputs: Given = {}, more: Given = {}): Node {
  return { id, kind: 'playbook', playbook, inputs, ...more }
}

export function ask(id: string, more: Given = {}): Node {
  return { id, kind: 'user-choice', title: 'Go on?', answers: ['yes', 'no'], ...more }
}
