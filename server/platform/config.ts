import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Failure } from './failure.ts'

/** Everything that is read from the environment, typed, in this one place. */
export interface Config {
  host: string
  /** 0 lets the system choose a free port. */
  port: number
  dataDirectory: string
  /** Null means the embedded PostgreSQL. */
  databaseUrl: string | null
  /** The address others reach this deployment by; null until the port is known. */
  publicUrl: string | null
  adminEmail: string
  adminPassword: string | null
  /** How mail leaves: `smtp://` or `smtps://`, with user and password where the server wants them; null for no mail. */
  smtpUrl: string | null
  /** The sender of every mail: an address, or `Name <address>`; set whenever `smtpUrl` is. */
  mailFrom: string | null
  /** Actions an instance may run in one hour unless it has a limit of its own (EXE-20); null for no limit. */
  actionsPerHour: number | null
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where the project lies: migrations, packs and the built web are found below it. */
  root: string
  roles: ('web' | 'worker')[]
  demo: boolean
  /** True for the program itself, false for a command that may run beside it. */
  serves: boolean
}

/** Far above what people need and far below what an endless loop makes; docs/decisions/action-limit.md. */
const ACTIONS_PER_HOUR = 1_000_000

const environment = z
  .object({
    TOCSIN_HOST: z.string().min(1).default('127.0.0.1'),
    TOCSIN_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
    TOCSIN_DATA: z.string().min(1).optional(),
    TOCSIN_DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
      .optional(),
    TOCSIN_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    TOCSIN_ADMIN_EMAIL: z.email().default('admin@tocsin.local'),
    TOCSIN_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
    TOCSIN_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' }).optional(),
    TOCSIN_MAIL_FROM: z
      .string()
      .regex(/^([^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an address, or Name <address>')
      .optional(),
    TOCSIN_ACTIONS_PER_HOUR: z.union([z.literal('off'), z.coerce.number().int().min(1)]).default(ACTIONS_PER_HOUR),
    TOCSIN_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .refine((read) => read.TOCSIN_SMTP_URL === undefined || read.TOCSIN_MAIL_FROM !== undefined, {
    path: ['TOCSIN_MAIL_FROM'],
    message: 'must be set with TOCSIN_SMTP_URL, because every mail needs a sender',
  })

/** The project's root, whether the program runs from its sources or from the bundle. */
export function findRoot(start = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'server/migrations')) && existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`No project root above ${start}.`)
  }
}

/**
 * Reads the configuration from environment variables and options given on the command line.
 * Throws `invalid_input` naming each wrong variable.
 */
export function readConfig(variables: NodeJS.ProcessEnv, options: Partial<Config> = {}): Config {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(present)
  if (!parsed.success) {
    const details = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    const list = details.map((detail) => `${detail.path}: ${detail.message}`).join('; ')
    throw new Failure('invalid_input', `Wrong configuration: ${list}`, details)
  }
  const read = parsed.data
  const root = findRoot()
  return {
    host: read.TOCSIN_HOST,
    port: read.TOCSIN_PORT,
    dataDirectory: resolve(read.TOCSIN_DATA ?? join(root, '.tocsin')),
    databaseUrl: read.TOCSIN_DATABASE_URL ?? null,
    publicUrl: read.TOCSIN_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    adminEmail: read.TOCSIN_ADMIN_EMAIL,
    adminPassword: read.TOCSIN_ADMIN_PASSWORD ?? null,
    smtpUrl: read.TOCSIN_SMTP_URL ?? null,
    mailFrom: read.TOCSIN_MAIL_FROM ?? null,
    actionsPerHour: read.TOCSIN_ACTIONS_PER_HOUR === 'off' ? null : read.TOCSIN_ACTIONS_PER_HOUR,
    logLevel: read.TOCSIN_LOG,
    root,
    roles: ['web', 'worker'],
    demo: false,
    serves: true,
    ...options,
  }
}
