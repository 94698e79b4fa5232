import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PassedAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export interface ChangingProxy {
  address: string
  /** Decides what becomes of each request; `pass` sends it on, unchanged or with another body. Null cuts the connection. */
  handle: (path: string, body: Buffer, pass: (body?: Buffer) => Promise<PassedAnswer>) => Promise<PassedAnswer | null>
  stop(): Promise<void>
}

/** Stands between two sides and does what a network, or somebody in the middle, does. The signed host is passed on. */
export async function startChangingProxy(target: string): Promise<ChangingProxy> {
  const server = createServer(async (incoming, response) => {
    const body = await readAll(incoming)
    try {
      const answer = await proxy.handle(incoming.url ?? '', body, (changed = body) => pass(target, incoming, changed))
      if (!answer) return void response.destroy()
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: ChangingProxy = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handle: (_path, _body, passOn) => passOn(),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}

function pass(target: string, incoming: IncomingMessage, body: Buffer): Promise<PassedAnswer> {
  const { hostname, port } = new URL(target)
  const headers = { ...incoming.headers, 'content-length': String(body.length) }
  delete headers['transfer-encoding']
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: incoming.url, method: incoming.method, headers }, (answer) => {
      readAll(answer).then(
        (received) =>
          resolve({
            status: answer.statusCode ?? 500,
            headers: withoutLength(answer.headers as Record<string, string>),
            body: received,
          }),
        reject,
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function withoutLength({ 'content-length': _length, 'transfer-encoding': _coding, ...rest }: Record<string, string>) {
  return rest
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
