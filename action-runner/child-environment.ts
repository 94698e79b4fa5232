import type { ScriptLanguage } from './action-runner.ts'

/** Linux refuses longer single variables (128 KiB with name and end). */
const longestVariable = 120 * 1024
/** Half of what Linux leaves for all variables with the usual stack limit. */
const longestEnvironment = 1024 * 1024

/** Names that would steer the interpreter or the sandbox: an incident's text must never arrive there. */
const steering =
  /^(?:PATH|HOME|TMPDIR|IFS|ENV|PS4|BASH_.*|BASHOPTS|SHELLOPTS|LD_.*|DYLD_.*|GCONV_PATH|GLIBC_TUNABLES|LOCPATH|NLSPATH|MALLOC_.*|PYTHON.*|PERL.*|PSModulePath|DOTNET_.*|COMPlus_.*|CORECLR_.*|TOCSIN_.*)$/

export interface ChildEnvironment {
  /** Passed by the operating system. */
  variables: Record<string, string>
  /** Too long for that, or named in a way no shell passes on; python reads them from a file before the script begins. */
  fromFile: Record<string, string>
}

/** Shells drop other names, and one stands between us and the interpreter. */
const passedByShells = /^[A-Za-z_][A-Za-z0-9_]*$/

/** The given variables split by how they can be passed, or what is wrong with them, in a sentence. */
export function childEnvironment(given: Record<string, string>, language: ScriptLanguage): ChildEnvironment | string {
  const variables: Record<string, string> = {}
  const fromFile: Record<string, string> = {}
  let total = 0
  const bySize = Object.entries(given)
    .map(([name, value]) => ({ name, value: storable(value), bytes: Buffer.byteLength(value) + name.length + 2 }))
    .sort((a, b) => a.bytes - b.bytes)
  for (const { name, value, bytes } of bySize) {
    const problem = nameProblem(name) ?? (value.includes('\0') ? `The input "${name}" holds a NUL character.` : null)
    if (problem) return problem
    const fits = bytes <= longestVariable && total + bytes <= longestEnvironment
    const passes = passedByShells.test(name)
    if (!passes && language !== 'python') {
      return `The input "${name}" cannot be given to a ${language} script: its name may hold only letters, digits and "_". Give the field another id in its definition.`
    }
    if (!fits && language !== 'python') {
      return `The input "${name}" is ${Math.ceil(bytes / 1024)} KB long, too long for a ${language} script: the system passes at most ${longestVariable / 1024} KB in one input and ${longestEnvironment / 1024} KB in all. Pass less, or use an action in python.`
    }
    if (fits && passes) {
      variables[name] = value
      total += bytes
    } else fromFile[name] = value
  }
  return { variables, fromFile }
}

function nameProblem(name: string): string | null {
  if (name === '' || /[=\0]/.test(name)) return `"${name}" cannot be the name of an input: it is empty or holds "=".`
  if (steering.test(name)) {
    return `The input "${name}" has a name that the system itself uses. Give the field another id in its definition.`
  }
  return null
}

function storable(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\uFFFD')
}
