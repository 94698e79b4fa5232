/** An answer as it came over the wire. */
export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape and assert on what they find
  body: any
  headers: Headers
}

/** Calls one instance's API over real HTTP with one person's session or one key. */
export interface ApiClient {
  readonly base: string
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body?: unknown): Promise<Answer>
  patch(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** The same instance with other credentials; none without an argument. */
  as(authorization?: { key: string } | { cookie: string }): ApiClient
}

export type Credentials = { email: string; password: string } | { key: string } | null

/** `address` is the deployment's, `slug` the instance's. Throws when the credentials are refused. */
export async function createApiClient(address: string, slug: string, credentials: Credentials): Promise<ApiClient> {
  const base = `${address}/${slug}/api/v1`
  if (credentials === null) return client(base, {})
  if ('key' in credentials) return client(base, { authorization: `Bearer ${credentials.key}` })
  const answer = await client(base, {}).post('/session', credentials)
  if (answer.status !== 200) throw new Error(`Sign-in failed: ${JSON.stringify(answer.body)}`)
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
  return client(base, { cookie })
}

function client(base: string, credentials: Record<string, string>): ApiClient {
  const self: ApiClient = {
    base,
    async request(method, path, body, headers = {}) {
      const raw = typeof body === 'string' || body instanceof Uint8Array
      const response = await fetch(base + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
          ...credentials,
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      return { status: response.status, body: isJson && text ? JSON.parse(text) : text, headers: response.headers }
    },
    get: (path) => self.request('GET', path),
    post: (path, body, headers) => self.request('POST', path, body, headers),
    put: (path, body) => self.request('PUT', path, body),
    patch: (path, body) => self.request('PATCH', path, body),
    delete: (path) => self.request('DELETE', path),
    as: (authorization) =>
      client(
        base,
        authorization === undefined
          ? {}
          : 'key' in authorization
            ? { authorization: `Bearer ${authorization.key}` }
            : { cookie: authorization.cookie },
      ),
  }
  return self
}
