import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ApiClient, createApiClient, eventually } from '@tocsin/testkit'
import { freePort, type Program, startProgram } from '@tocsin/testkit/program.ts'
import { tocsinJson } from './command-line.ts'

export const EMAIL = 'admin@journey.example'
export const PASSWORD = 'a password for journeys'

/** The program on a data directory of its own with the embedded PostgreSQL, and everything that is asked of it. */
export interface FreshProgram {
  program: Program
  readonly address: string
  readonly environment: Record<string, string>
  /** Makes an instance by the command line, beside the running program, and signs in there. */
  addInstance(slug: string, name: string, words?: string[]): Promise<ApiClient>
  signIn(slug: string): Promise<ApiClient>
  /** Starts again on the same data and the same port. */
  startAgain(): Promise<void>
  /** Stops, and deletes the data. */
  discard(): Promise<void>
}

/** Starts on an empty data directory: the console `mssp` is there, its administrator is EMAIL with PASSWORD. */
export async function startFresh(words: string[] = []): Promise<FreshProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-journey-'))
  const environment = {
    TOCSIN_DATA: join(folder, 'data'),
    TOCSIN_PORT: String(await freePort()),
    TOCSIN_ADMIN_EMAIL: EMAIL,
    TOCSIN_ADMIN_PASSWORD: PASSWORD,
  }
  const start = () => startProgram({ environment, arguments: words })
  const fresh: FreshProgram = {
    program: await start(),
    get address() {
      return fresh.program.address
    },
    environment,
    async addInstance(slug, name, more = []) {
      const create = ['instance', 'create', slug, '--name', name, '--admin-email', EMAIL, '--admin-password-stdin']
      await tocsinJson(environment, [...create, ...more], PASSWORD)
      return fresh.signIn(slug)
    },
    // A new instance is known to the running program within moments.
    signIn: (slug) =>
      eventually(
        () => createApiClient(fresh.address, slug, { email: EMAIL, password: PASSWORD }).catch(() => null),
        `the sign-in at ${slug}`,
      ),
    async startAgain() {
      fresh.program = await start()
    },
    async discard() {
      await fresh.program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return fresh
}

/** Adds a person who has chosen the password PASSWORD, as everybody must at the first sign-in, and gives the id. */
export async function addPerson(
  fresh: FreshProgram,
  slug: string,
  person: { email: string; name: string; profile: string },
): Promise<string> {
  const first = `${PASSWORD}, the first one`
  const { status, body } = await (await fresh.signIn(slug)).post('/users', { ...person, password: first })
  if (status !== 201) throw new Error(`The user was not made: ${JSON.stringify(body)}`)
  const own = await createApiClient(fresh.address, slug, { email: person.email, password: first })
  const changed = await own.post('/session/password', { current: first, next: PASSWORD })
  if (changed.status >= 300) throw new Error(`The password was not changed: ${JSON.stringify(changed.body)}`)
  return body.id
}
