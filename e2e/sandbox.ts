import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { ApiClient } from '@tocsin/testkit'

/** What the sandbox knows of the one sender; two of its links are malicious. */
const LINKS = [
  { url: 'http://pay.example/login', verdict: 'malicious' },
  { url: 'http://shop.example/', verdict: 'clean' },
  { url: 'http://files.example/invoice.zip', verdict: 'malicious' },
]
/** How often a report is asked for before it is done. */
export const POLLS = 3

/** A service on this machine that finds links, opens them, blocks senders and takes notes, as one with its own life does. */
export interface Sandbox {
  /** Where it answers. */
  address: string
  /** Where it answered before: everything there is refused. */
  oldAddress: string
  /** What was asked of it, in order: `POST /notes {"text":"…"}`. */
  asked: string[]
  close(): Promise<void>
}

export async function startSandbox(): Promise<Sandbox> {
  const asked: string[] = []
  const polls = new Map<string, number>()
  const answer = (method: string, path: string, body: string): [status: number, reply: unknown] => {
    if (!path.startsWith('/v2/')) return [404, { message: 'This version was switched off.' }]
    asked.push(`${method} ${path.slice(3)} ${body}`.trim())
    if (path === '/v2/health') return [200, {}]
    if (path.startsWith('/v2/links')) return [200, { links: LINKS }]
    if (path === '/v2/detonations') {
      return [200, { id: `det-${LINKS.findIndex(({ url }) => url === JSON.parse(body).link)}` }]
    }
    if (path.startsWith('/v2/reports/')) {
      const count = (polls.get(path) ?? 0) + 1
      polls.set(path, count)
      return [200, count < POLLS ? { state: 'running' } : { state: 'done', family: 'stealer' }]
    }
    if (path === '/v2/blocks') return [200, { status: 'blocked' }]
    if (path === '/v2/notes') return [200, { id: `note-${asked.length}` }]
    return [404, { message: 'There is nothing here.' }]
  }
  const server = createServer(async (request, response) => {
    const [status, reply] = answer(request.method ?? '', request.url ?? '', await bodyOf(request))
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(reply))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const host = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`
  return {
    address: `${host}/v2`,
    oldAddress: `${host}/v1`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

const folder = new URL('fixtures/sandbox/', import.meta.url)

/** Imports the integration Sandbox with its actions and the resource "Cloud", which works, and "Gateway", which does not. */
export async function importSandbox(client: ApiClient, sandbox: Sandbox): Promise<void> {
  const yaml = { 'content-type': 'application/yaml' }
  const send = async (path: string, body: unknown, headers?: Record<string, string>) => {
    const { status, body: made } = await client.post(path, body, headers)
    if (status !== 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(made)}`)
    return made
  }
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  const { integration } = await send('/integrations/import', read('sandbox.integration.yaml'), yaml)
  const at = `/integrations/${integration.id}`
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.action.yaml'))) {
    await send(`${at}/actions/import`, read(name), yaml)
  }
  await send(`${at}/resources`, { label: 'Cloud', settings: { service: sandbox.address } })
  await send(`${at}/resources`, { label: 'Gateway', settings: { service: sandbox.oldAddress } })
}
