import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { silentLog as log } from '../../log.ts'
import {
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
  superviseEmbeddedPostgres,
  useEmbeddedPostgres,
} from './index.ts'
import { processStart } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function mayRead(uid: number): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -r "$0"', import.meta.filename], { cwd: '/', uid, gid: uid }).status === 0
}

const isRoot = process.getuid?.() === 0
const daemon = 1

function makeDirectory(...below: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'embedded-'))
  cleanups.push(() => rmSync(root, { recursive: true, force: true }))
  return join(root, ...below)
}

/** A data directory after a clean stop, copied because making one takes a second. */
function copyDirectory(...below: string[]): string {
  const directory = makeDirectory(...below)
  cpSync(made, directory, { recursive: true })
  return directory
}

let made = ''
beforeAll(async () => {
  made = join(mkdtempSync(join(tmpdir(), 'embedded-')), 'data')
  const server = await startEmbeddedPostgres({ dataDirectory: made, log })
  await server.stop()
})
afterAll(() => rmSync(join(made, '..'), { recursive: true, force: true }))

async function ask(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function start(options: Omit<Parameters<typeof startEmbeddedPostgres>[0], 'log'>) {
  const server = await startEmbeddedPostgres({ log, ...options })
  cleanups.push(() => server.stop())
  return server
}

const answerShape = z.object({ pid: z.number(), connectionString: z.string(), failure: z.string() }).partial()

/** Another program over the data directory, as another process. */
async function runProgram(dataDirectory: string, uid?: number) {
  const program = join(import.meta.dirname, 'run-until-killed.ts')
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: { ...process.env, TMPDIR: tmpdir(), HOME: tmpdir() },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  cleanups.push(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then(() => reject(new Error('The program ended without a word.')))
  })
  return { child, ended, ...answerShape.parse(JSON.parse(line)) }
}

describe('the embedded PostgreSQL', () => {
  it('gives the program an ordinary role, durable settings and no network port', async () => {
    const server = await start({ dataDirectory: makeDirectory('data') })
    const seen = await ask(
      server.connectionString,
      `select current_user, current_database(), rolsuper, rolcreaterole, rolcreatedb, lower('Ä') as lower,
         current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums
       from pg_roles where rolname = current_user`,
    )
    expect(seen).toEqual([
      {
        ...{
          current_user: 'tocsin',
          current_database: 'tocsin',
          rolsuper: false,
          rolcreaterole: true,
          rolcreatedb: true,
        },
        ...{ lower: 'ä', addresses: '', fsync: 'on', commit: 'on', checksums: 'on' },
      },
    ])
    const wrong = new URL(server.connectionString)
    wrong.password = 'guess'
    await expect(ask(wrong.toString(), 'select 1')).rejects.toThrow(/password/)
  })

  it('keeps everything over a stop and a second start, and leaves no process and no lock', async () => {
    const dataDirectory = makeDirectory('data')
    const first = await startEmbeddedPostgres({ dataDirectory, log })
    await ask(first.connectionString, 'create table kept as select 7 as id')
    await first.stop()
    expect(processStart(first.pid)).toBeNull()
    expect(readdirSync(dataDirectory)).toEqual(['postgres'])
    const second = await start({ dataDirectory })
    expect(await ask(second.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
  })

  it('dies with the program that is killed -9, and the next start has every committed row', async () => {
    const dataDirectory = copyDirectory('data')
    const program = await runProgram(dataDirectory)
    const url = program.connectionString ?? ''
    await ask(url, 'create table kept as select 1 as id')
    const busy = ask(url, 'select pg_sleep(60)').catch(() => 'cut')
    program.child.kill('SIGKILL')
    expect(await waitUntil(() => processStart(program.pid ?? 0) === null, 5_000)).toBe(true)
    expect(await busy).toBe('cut')
    const next = await start({ dataDirectory })
    expect(await ask(next.connectionString, 'select id from kept')).toEqual([{ id: 1 }])
  })

  it('is started again behind the same connection string after kill -9 of PostgreSQL', async () => {
    const server = await superviseEmbeddedPostgres({ dataDirectory: copyDirectory('data'), log })
    cleanups.push(() => server.stop())
    await ask(server.connectionString, 'create table kept (id int)')
    for (const round of [1, 2, 3]) {
      await ask(server.connectionString, `insert into kept values (${round})`)
      const killed = server.pid ?? 0
      process.kill(killed, 'SIGKILL')
      expect(await waitUntil(() => server.pid !== null && server.pid !== killed, 20_000)).toBe(true)
    }
    expect(await ask(server.connectionString, 'select id from kept order by id')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ])
  })

  it('starts again after program and PostgreSQL were both killed -9, again and again', async () => {
    const dataDirectory = copyDirectory('data')
    for (const round of [1, 2, 3]) {
      const program = await runProgram(dataDirectory)
      expect(program.failure).toBeUndefined()
      await ask(program.connectionString ?? '', `create table kept_${round} as select ${round} as id`)
      program.child.kill('SIGKILL')
      process.kill(program.pid ?? 0, 'SIGKILL')
    }
    const server = await start({ dataDirectory })
    const kept = await ask(
      server.connectionString,
      'select id from kept_1 union select id from kept_2 union select id from kept_3 order by id',
    )
    expect(kept).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  })

  it('lets the caller know when PostgreSQL ends by itself', async () => {
    const server = await start({ dataDirectory: copyDirectory('data') })
    process.kill(server.pid, 'SIGKILL')
    expect(await server.exited).toMatchObject({ signal: 'SIGKILL' })
  })

  it('starts although a mark names a living process that is no PostgreSQL', async () => {
    const dataDirectory = copyDirectory('data')
    const first = await startEmbeddedPostgres({ dataDirectory, log })
    await first.stop()
    const cluster = join(dataDirectory, 'postgres/cluster')
    mkdirSync(join(dataDirectory, 'postgres/run'), { recursive: true, mode: 0o700 })
    writeFileSync(join(dataDirectory, 'postgres/run/.s.PGSQL.5432.lock'), `${process.ppid}\n`)
    writeFileSync(join(cluster, 'postmaster.pid'), `${process.ppid}\n${cluster}\n1\n5432\n/tmp\n\n  1 1\nready\n`)
    const second = await start({ dataDirectory })
    expect(second.pid).not.toBe(process.ppid)
  })

  it('serves one program at a time, and tells the second one who is there', async () => {
    const dataDirectory = copyDirectory('data')
    const program = await runProgram(dataDirectory)
    await expect(startEmbeddedPostgres({ dataDirectory, log })).rejects.toMatchObject({
      reason: 'data_directory_in_use',
      message: expect.stringMatching(new RegExp(`in use by process ${program.child.pid} .*Stop it first`)),
    })
    expect(await findRunningEmbeddedPostgres(dataDirectory)).toMatchObject({
      connectionString: program.connectionString,
    })
    const used = await useEmbeddedPostgres({ dataDirectory, log })
    expect(await ask(used.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    await used.close()
    expect(processStart(program.pid ?? 0)).not.toBeNull()
  })

  it('takes over the lock of a dead program whose process id another process has now', async () => {
    const dataDirectory = copyDirectory('data')
    const program = await runProgram(dataDirectory)
    const lock = join(dataDirectory, 'tocsin.lock')
    const holder = JSON.parse(readFileSync(lock, 'utf8'))
    program.child.kill('SIGKILL')
    await program.ended
    writeFileSync(lock, JSON.stringify({ ...holder, pid: process.pid }))
    expect(await findRunningEmbeddedPostgres(dataDirectory)).toBeNull()
    await start({ dataDirectory })
  })

  it('starts a server of its own for a command when none runs, and stops it again', async () => {
    const dataDirectory = copyDirectory('data')
    const used = await useEmbeddedPostgres({ dataDirectory, log })
    expect(await ask(used.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    await used.close()
    await expect(ask(used.connectionString, 'select 1')).rejects.toThrow()
    expect(existsSync(join(dataDirectory, 'tocsin.lock'))).toBe(false)
  })

  it.each([
    ['deep', Array.from({ length: 12 }, () => 'a-long-directory-name')],
    ['named in Greek with spaces and commas', ['τα δεδομένα, "μου"', "it's"]],
  ])('lives in a directory that is %s', async (_, below) => {
    const server = await start({ dataDirectory: copyDirectory(...below) })
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('refuses data of another major release with the way over', async () => {
    const dataDirectory = makeDirectory('data')
    mkdirSync(join(dataDirectory, 'postgres/cluster'), { recursive: true })
    writeFileSync(join(dataDirectory, 'postgres/cluster/PG_VERSION'), '13\n')
    await expect(startEmbeddedPostgres({ dataDirectory, log })).rejects.toMatchObject({
      reason: 'other_version',
      message: expect.stringMatching(
        /PostgreSQL 13, this Tocsin brings PostgreSQL \d+\. Start the Tocsin that wrote it/,
      ),
    })
    expect(existsSync(join(dataDirectory, 'tocsin.lock'))).toBe(false)
  })

  it('refuses a data directory that is a file', async () => {
    const file = makeDirectory('data')
    writeFileSync(file, '')
    await expect(startEmbeddedPostgres({ dataDirectory: file, log })).rejects.toMatchObject({
      reason: 'data_directory_unwritable',
      message: expect.stringContaining('TOCSIN_DATA'),
    })
  })

  it('says what PostgreSQL said when it does not start, and frees the data directory', async () => {
    const dataDirectory = copyDirectory('data')
    const wrong = startEmbeddedPostgres({ dataDirectory, log, settings: { wal_level: 'tall' } })
    await expect(wrong).rejects.toMatchObject({
      reason: 'did_not_start',
      message: expect.stringContaining('wal_level'),
    })
    await start({ dataDirectory })
  })

  it('begins anew after a first start that was killed half way', async () => {
    const dataDirectory = makeDirectory('data')
    mkdirSync(join(dataDirectory, 'postgres/cluster.new/base'), { recursive: true })
    const server = await start({ dataDirectory })
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(existsSync(join(dataDirectory, 'postgres/cluster.new'))).toBe(false)
  })
})

describe('accounts', () => {
  it('runs for root as another account where user namespaces are forbidden, below a directory that only root may enter', async ({
    skip,
  }) => {
    skip(!isRoot, 'needs root')
    const dataDirectory = makeDirectory('home of root', 'data')
    mkdirSync(join(dataDirectory, '..'), { mode: 0o700 })
    const first = await startEmbeddedPostgres({ dataDirectory, log, account: 'other' })
    await ask(first.connectionString, 'create table kept as select 7 as id')
    await first.stop()
    const second = await start({ dataDirectory })
    expect(await ask(second.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
  })

  it('hands the data of root to another account where namespaces are forbidden later', async ({ skip }) => {
    skip(!isRoot, 'needs root')
    const dataDirectory = copyDirectory('data')
    const first = await startEmbeddedPostgres({ dataDirectory, log, account: 'namespace' }).catch(() => null)
    if (!first) return skip('user namespaces are forbidden here')
    await first.stop()
    const second = await start({ dataDirectory, account: 'other' })
    expect(await ask(second.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('runs as an ordinary user, whose data root can serve afterwards', async ({ skip }) => {
    skip(!isRoot, 'needs root to become another user')
    skip(!mayRead(daemon), 'the project lies where another user may not go')
    const root = makeDirectory()
    chmodSync(root, 0o755)
    const dataDirectory = join(root, 'data')
    mkdirSync(dataDirectory, { mode: 0o700 })
    chownSync(dataDirectory, daemon, daemon)
    const program = await runProgram(dataDirectory, daemon)
    expect(program.failure).toBeUndefined()
    await ask(program.connectionString ?? '', 'create table kept as select 7 as id')
    program.child.kill('SIGTERM')
    await program.ended
    const asRoot = await startEmbeddedPostgres({ dataDirectory, log })
    expect(await ask(asRoot.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
    await asRoot.stop()
    const again = await runProgram(dataDirectory, daemon)
    expect(await ask(again.connectionString ?? '', 'select id from kept')).toEqual([{ id: 7 }])
  })

  it('tells an ordinary user that he may not write there', async ({ skip }) => {
    skip(!isRoot, 'needs root to become another user')
    skip(!mayRead(daemon), 'the project lies where another user may not go')
    const root = makeDirectory()
    chmodSync(root, 0o755)
    const program = await runProgram(join(root, 'data'), daemon)
    expect(program.failure).toMatch(/cannot be written: permission denied\. .*TOCSIN_DATA/)
  })
})
