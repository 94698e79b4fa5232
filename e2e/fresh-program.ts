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
