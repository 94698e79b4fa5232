import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActionFile, ScriptLanguage } from '../action-runner.ts'
import { processNumberSpace } from './process-table.ts'

/** Folders of runs begin so, followed by whose they are: number space, dot, process number of the server. */
export const runPrefix = 'tocsin-action-'
/** The variable by which a run's processes are known; holds the name of its folder. */
export const runVariable = 'TOCSIN_RUN_ID'

const scriptNames: Record<ScriptLanguage, string> = {
  bash: 'action.sh',
  perl: 'action.pl',
  powershell: 'action.ps1',
  python: 'action.py',
}

/** Reads the inputs that are too long for the operating system, then becomes the script. */
const pythonStart = `import json, os, runpy, sys
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'inputs.json'), encoding='utf-8') as inputs:
    os.environ.update(json.load(inputs))
sys.argv = [os.path.join(here, 'action.py')]
runpy.run_path(sys.argv[0], run_name='__main__')
`

export interface RunContents {
  language: ScriptLanguage
  code: string
  files: readonly ActionFile[]
  /** Inputs that only a file can carry; python only. */
  inputsFromFile: Record<string, string>
}

/** One run's private folder: the script, its files, and a home it may write to. */
export interface RunDirectory {
  path: string
  /** The file the interpreter starts with, relative to the folder. */
  script: string
  /** Variables that hold the paths of the files, given where the script will see the folder. */
  fileVariables(seenAt: string): Record<string, string>
}

/** Makes the folder, readable by nobody but `uid` (or the server's own user), and writes everything into it. */
export async function createRunDirectory(parent: string, contents: RunContents, uid?: number): Promise<RunDirectory> {
  const path = await mkdtemp(join(parent, `${runPrefix}${processNumberSpace()}.${process.pid}-`))
  try {
    const write = async (name: string, content: string | Uint8Array) => {
      const file = join(path, name)
      await writeFile(file, content, { mode: 0o400, flag: 'wx' })
      if (uid !== undefined) await chown(file, uid, uid)
    }
    for (const folder of ['home', 'files']) {
      await mkdir(join(path, folder), { mode: 0o700 })
      if (uid !== undefined) await chown(join(path, folder), uid, uid)
    }
    let script = scriptNames[contents.language]
    await write(script, contents.code)
    if (Object.keys(contents.inputsFromFile).length > 0) {
      await write('inputs.json', JSON.stringify(contents.inputsFromFile))
      await write('start.py', pythonStart)
      script = 'start.py'
    }
    // Numbered, because the original name may hold anything; the script learns it from the variable.
    for (const [index, file] of contents.files.entries()) await write(`files/${index + 1}`, file.content)
    if (uid !== undefined) await chown(path, uid, uid)
    const fileVariables = (seenAt: string) =>
      Object.fromEntries(contents.files.map((file, index) => [file.id, `${seenAt}/files/${index + 1}`]))
    return { path, script, fileVariables }
  } catch (error) {
    await removeRunDirectory(path)
    throw error
  }
}

/** Removes the folder, also when the script took its own rights away from parts of it. */
export async function removeRunDirectory(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    await openFolders(path)
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function openFolders(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return
  await chmod(path, 0o700)
  for (const name of await readdir(path)) await openFolders(join(path, name))
}
