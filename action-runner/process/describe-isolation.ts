import { type ScriptLanguage, scriptLanguages } from '../action-runner.ts'
import type { FoundQuarters } from './find-quarters.ts'
import type { FoundInterpreter, MissingInterpreter } from './interpreters.ts'

/** What holds on this machine, for the log and for `doctor`. */
export interface IsolationReport {
  isolation: 'bubblewrap' | 'namespace' | 'plain'
  /** Whom scripts run as. */
  user: 'own' | 'server' | 'root'
  /** What scripts cannot do, one sentence each. */
  holds: string[]
  /** What scripts could do here, and what would prevent it, one sentence each. */
  lacks: string[]
  interpreters: Partial<Record<ScriptLanguage, { path: string; version: string }>>
  /** Languages that cannot run here, with what was tried. */
  missing: Partial<Record<ScriptLanguage, string[]>>
}

export function describeQuarters(
  { quarters, refused }: FoundQuarters,
  interpreters: Map<ScriptLanguage, FoundInterpreter | MissingInterpreter>,
): IsolationReport {
  const { name } = quarters.isolation
  const user = quarters.users ? 'own' : process.getuid?.() === 0 ? 'root' : 'server'
  const report: IsolationReport = {
    isolation: name,
    user,
    holds: [
      'Time, memory, processor time, processes, file size and output of a script are limited.',
      "A script gets no variable of the server's environment.",
    ],
    lacks: [],
    interpreters: {},
    missing: {},
  }
  const say = (holds: boolean, sentence: string, otherwise: string) =>
    holds ? report.holds.push(sentence) : report.lacks.push(otherwise)

  say(
    name === 'bubblewrap',
    'A script sees a read-only system and a private /tmp, no other file of this machine.',
    user === 'own'
      ? 'A script can read what every user of this machine can read. Install bubblewrap to prevent it.'
      : 'A script can read and change what the server itself can. Install bubblewrap to prevent it.',
  )
  say(
    name !== 'plain',
    'A script sees no other process, and none of its own outlives it.',
    user === 'own'
      ? 'A script can see other processes of this machine. Install bubblewrap to prevent it.'
      : "A script can see other processes, and read and end the server's. Install bubblewrap or allow user namespaces.",
  )
  if (user === 'own') report.holds.push('Each run has a user of its own, without rights.')
  if (user === 'root') report.lacks.push('Scripts run as root. Run the server as an ordinary user.')
  if (process.pid === 1) {
    report.lacks.push('Nobody collects ended processes in this container. Start it with an init (docker run --init).')
  }
  report.lacks.push('A script can reach the network, as actions must.')
  if (refused.length > 0) report.lacks.push(`Stronger isolation was refused: ${refused.join(' · ')}`)

  for (const language of scriptLanguages) {
    const found = interpreters.get(language)
    if (found === undefined) continue
    if ('tried' in found) report.missing[language] = found.tried
    else report.interpreters[language] = { path: found.path, version: found.version }
  }
  return report
}
