import { existsSync, realpathSync, statSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { release, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { defaultLimits } from '../action-runner.ts'
import { bubblewrap, type Isolation, type IsolationTools, namespace, plain, systemFolders } from './isolation.ts'
import { createMemoryWatch } from './memory-watch.ts'
import { type Quarters, runIsolated } from './run-isolated.ts'
import { createRunUsers } from './run-user.ts'

export interface QuartersOptions {
  /** Files and folders no script may see: the data directory, the deployment's key. */
  hiddenPaths?: readonly string[]
  /** Where the folders of runs are made; default the system's folder for temporary files. */
  workDirectory?: string
  /** The only way of isolating to try; default: the strongest that works here. */
  isolation?: Isolation['name']
}

export interface FoundQuarters {
  quarters: Quarters
  /** Why each stronger way does not work here. */
  refused: string[]
}

/** Tries the ways of isolating from the strongest on, each by really running a script, and takes the first that holds. */
export async function findQuarters(options: QuartersOptions): Promise<FoundQuarters> {
  const refused: string[] = []
  const isRoot = process.getuid?.() === 0
  const memoryWatch = createMemoryWatch()
  const workDirectory = findWorkDirectory(isRoot, options.workDirectory)
  for (const isolation of await waysOfIsolating(options)) {
    for (const users of isRoot ? [createRunUsers(), undefined] : [undefined]) {
      const quarters = { isolation, workDirectory, users, memoryWatch }
      const problem = await tryOut(quarters)
      if (problem === null) return { quarters, refused }
      refused.push(`${isolation.name}${isRoot && !users ? ' as root' : ''}: ${problem}`)
    }
  }
  throw new Error(`No script can be run on this machine. ${refused.join(' · ')}`)
}

async function waysOfIsolating(options: QuartersOptions): Promise<Isolation[]> {
  const tools: IsolationTools = {
    setpriv: await findTool('setpriv'),
    bwrap: await findTool('bwrap'),
    unshare: await findTool('unshare'),
  }
  const ownCount = countsPerNamespace()
  const bwrap = (sized: boolean) =>
    bubblewrap(tools, { folders: visibleFolders(), hidden: hiddenOnes(options.hiddenPaths ?? []), sized, ownCount })
  const ways = [bwrap(true), bwrap(false), namespace(tools, { ownCount }), plain(tools)]
  return options.isolation ? ways.filter((way) => way.name === options.isolation) : ways
}

/** Null when a script starts, reads its code, writes to its home and ends; else what went wrong. */
async function tryOut(quarters: Quarters): Promise<string | null> {
  try {
    const end = await runIsolated(quarters, {
      language: 'bash',
      code: 'set -e\necho written > "$HOME/written"\ncat "$0" "$HOME/written"\n',
      files: [],
      variables: {},
      inputsFromFile: {},
      limits: defaultLimits,
      timeoutMs: 20_000,
      interpreter: { path: '/bin/sh', readable: [] },
      arguments: (script) => [script],
    })
    if (end.exitCode === 0 && end.started && end.stderr.length === 0) return null
    return end.stderr.toString().trim() || `a trial script ended with exit code ${end.exitCode}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function findTool(name: string): Promise<string | undefined> {
  for (const folder of ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin']) {
    const path = join(folder, name)
    const works = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (works) return path
  }
  return undefined
}

function visibleFolders(): string[] {
  const folders = systemFolders.filter((folder) => existsSync(folder))
  // Often a link into /run, which scripts do not see; without it no name resolves.
  const resolver = existsSync('/etc/resolv.conf') ? realpathSync('/etc/resolv.conf') : '/etc/resolv.conf'
  return resolver.startsWith('/etc/') ? folders : [...folders, resolver]
}

function hiddenOnes(paths: readonly string[]): { path: string; folder: boolean }[] {
  return paths
    .filter((path) => existsSync(path))
    .map((path) => ({ path: realpathSync(path), folder: statSync(path).isDirectory() }))
}

/** A run's own user must be able to reach the folder. */
function findWorkDirectory(isRoot: boolean, wanted?: string): string {
  const candidates = wanted ? [wanted] : [tmpdir(), '/tmp', '/var/tmp'].filter((path) => existsSync(path))
  const found = candidates.find((path) => !isRoot || everybodyMayPass(realpathSync(path))) ?? candidates[0]
  if (found === undefined) throw new Error('There is no folder for temporary files. Create /tmp or set TMPDIR.')
  return realpathSync(found)
}

function everybodyMayPass(path: string): boolean {
  return (statSync(path).mode & 0o001) !== 0 && (path === '/' || everybodyMayPass(dirname(path)))
}

/** Since Linux 5.14 a user namespace has its own count of processes. */
function countsPerNamespace(): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number)
  return process.platform === 'linux' && (major > 5 || (major === 5 && minor >= 14))
}
