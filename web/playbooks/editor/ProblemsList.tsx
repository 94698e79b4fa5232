import { IconAlertTriangle, IconCheck, IconChevronDown, IconChevronUp, IconCircleX } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookGraph, Problem } from '@tocsin/engine/playbook/index.ts'
import { memo } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { usePreference } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'
import { useProblemText } from './use-problem-text.ts'

interface ProblemsListProps {
  problems: readonly Problem[]
  isReady: boolean
  graph: PlaybookGraph
  actions: readonly Action[]
  /** `path` is the place inside the node. */
  onShow: (id: string, path?: string) => void
}

/** What is wrong with the graph, errors first; a click leads to the place (PBK-17). */
export const ProblemsList = memo(function ProblemsList(props: ProblemsListProps) {
  const { problems, isReady, graph, actions, onShow } = props
  const t = useTexts(editorTexts)
  const describe = useProblemText(graph, actions)
  const [isOpen, setOpen] = usePreference('playbook-problems', true)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  const Chevron = isOpen ? IconChevronDown : IconChevronUp
  const placeOf = ({ nodeId, linkId }: Problem) =>
    nodeId ?? graph.links.find(({ id }) => id === linkId)?.source.id ?? null

  return (
    <section className={styles.problems} aria-label={t('problems')}>
      <button type="button" className={styles.problemsHead} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('problems')}
        {isReady && problems.length === 0 && (
          <span className={styles.good}>
            <IconCheck size={14} aria-hidden />
            {t('noProblems')}
          </span>
        )}
        {errors.length > 0 && (
          <span className={styles.bad}>
            <IconCircleX size={14} aria-hidden />
            {t('errors', { n: errors.length })}
          </span>
        )}
        {warnings.length > 0 && (
          <span className={styles.warn}>
            <IconAlertTriangle size={14} aria-hidden />
            {t('warnings', { n: warnings.length })}
          </span>
        )}
        <span className={styles.spacer} />
        <Chevron size={14} aria-hidden />
      </button>
      {isOpen && problems.length > 0 && (
        <ul className={styles.problemRows}>
          {[...errors, ...warnings].map((problem, index) => {
            const place = placeOf(problem)
            const Sign = problem.severity === 'error' ? IconCircleX : IconAlertTriangle
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems may read the same
              <li key={`${problem.code}${place}${problem.path}${index}`}>
                <button
                  type="button"
                  disabled={place === null}
                  onClick={() => place && onShow(place, fieldOf(problem))}
                >
                  <Sign
                    size={14}
                    className={problem.severity === 'error' ? styles.bad : styles.warn}
                    aria-label={t(problem.severity === 'error' ? 'errors' : 'warnings', { n: 1 })}
                  />
                  {describe(problem)}
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
})

/** Where the problem is put right in the form; exits are linked on the canvas instead. */
function fieldOf({ code, path }: Problem): string | undefined {
  if (code === 'unbound_action') return 'action'
  return code === 'unlinked_port' || code === 'duplicate_port' ? undefined : path
}
