import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookGraph, Problem } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { problemNames, problemTextKey } from './describe-problem.ts'
import { problemTexts } from './problem-texts.ts'

/** A problem in the user's language; the engine's own sentence for a code that has no text yet. */
export function useProblemText(graph: PlaybookGraph, actions: readonly Action[]): (problem: Problem) => string {
  const t = useTexts(problemTexts)
  return (problem) => {
    const names = problemNames(problem, graph, actions)
    const key = problemTextKey(problem, names)
    return key ? t(key, { ...names }) : problem.message
  }
}
