import { execFile } from 'node:child_process'
import { access, constants, realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { defaultLimits, type ScriptLanguage } from '../action-runner.ts'
import { isInside, systemFolders } from './isolation.ts'
import { type Interpreter, type Quarters, runIsolated } from './run-isolated.ts'

interface Dialect {
  programs: string[]
  arguments(script: string): string[]
  /** A script that prints the version and nothing else. */
  version: string
}

/** `-I` keeps PYTHON* variables, the current folder and the user's packages out; installed packages stay. */
export const dialects: Record<ScriptLanguage, Dialect> = {
  python: {
    programs: ['python3', 'python'],
    arguments: (script) => ['-I', '-B', '-X', 'utf8', script],
    version: "import sys; print('.'.join(map(str, sys.version_info[:3])))",
  },
  bash: { programs: ['bash'], arguments: (script) => ['--noprofile', '--norc', script], version: 'echo $BASH_VERSION' },
  perl: { programs: ['perl'], arguments: (script) => [script], version: 'printf "%vd", $^V' },
  powershell: {
    programs: ['pwsh'],
    arguments: (script) => ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', script],
    version: '$PSVersionTable.PSVersion.ToString()',
  },
}

export interface FoundInterpreter extends Interpreter {
  version: string
}

/** Every reason why a program of this name could not be used. */
export interface MissingInterpreter {
  tried: string[]
}

/** Finds the first interpreter that really runs a script in these quarters; looks at `configured` only, if given. */
export async function findInterpreter(
  quarters: Quarters,
  language: ScriptLanguage,
  configured?: string,
): Promise<FoundInterpreter | MissingInterpreter> {
  const tried: string[] = []
  for (const candidate of configured ? [configured] : await candidates(dialects[language].programs)) {
    const interpreter = await locate(candidate, language)
    const end = await runIsolated(quarters, {
      language,
      code: dialects[language].version,
      files: [],
      variables: {},
      inputsFromFile: {},
      limits: defaultLimits,
      timeoutMs: 20_000,
      interpreter,
      arguments: dialects[language].arguments,
    })
    const version = end.stdout.toString().trim()
    if (end.exitCode === 0 && version !== '') return { ...interpreter, version }
    tried.push(`${candidate}: ${end.stderr.toString().trim().split('\n').at(-1) || `exit code ${end.exitCode}`}`)
  }
  return { tried }
}

async function candidates(programs: string[]): Promise<string[]> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/bin']
  const found = new Set<string>()
  for (const program of programs) {
    for (const folder of folders.filter((each) => each.startsWith('/'))) {
      const path = join(folder, program)
      if (await isExecutable(path)) found.add(path)
    }
  }
  return [...found]
}

/** The program behind launchers such as pyenv's, and the folders it needs. */
async function locate(candidate: string, language: ScriptLanguage): Promise<Interpreter> {
  const outside = (folders: string[]) => [...new Set(folders)].filter((folder) => !isInside(folder, systemFolders))
  if (language !== 'python') {
    const path = await realpath(candidate).catch(() => candidate)
    return { path, readable: outside([dirname(path)]) }
  }
  try {
    const ask = 'import sys; print(sys.executable, sys.prefix, sys.base_prefix, sep="\\n")'
    const { stdout } = await promisify(execFile)(candidate, ['-I', '-c', ask], { timeout: 20_000 })
    const [path = candidate, ...prefixes] = stdout.trim().split('\n')
    return { path, readable: outside(prefixes) }
  } catch {
    return { path: candidate, readable: [] }
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
