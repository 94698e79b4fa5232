import { Link } from '@tanstack/react-router'
import type { Operation } from '@tocsin/contracts/run.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { AnswerButtons } from '../runs/index.ts'
import { Moment, RichText, StatusTag, type Tone, useNow } from '../ui/index.ts'
import styles from './Home.module.css'
import { TaskButtons } from './TaskButtons.tsx'
import { homeTexts } from './texts.ts'

const kinds = {
  'user-choice': { key: 'kind_userchoice', tone: 'warn' },
  manual: { key: 'kind_manual', tone: 'active' },
  lost: { key: 'kind_lost', tone: 'danger' },
  task: { key: 'kind_task', tone: 'neutral' },
} as const satisfies Record<Operation['kind'], { key: string; tone: Tone }>

/** One thing that waits, answered in place; its title opens what it belongs to (HOME-02, HOME-03, HOME-07, HOME-08). */
export function OperationCard({ operation }: { operation: Operation }) {
  const t = useTexts(homeTexts)
  const now = useNow(60_000)
  const { kind, title, question, incident, triageEvent, playbook, runId, nodeId, dueAt } = operation
  const place = placeOf(operation)
  const isOverdue = dueAt !== null && Date.parse(dueAt) < now
  return (
    <article className={styles.card} aria-label={title} data-overdue={isOverdue || undefined}>
      <header className={styles.head}>
        <StatusTag tone={kinds[kind].tone}>{t(kinds[kind].key)}</StatusTag>
        <h2>{place ? <Link {...place}>{title}</Link> : title}</h2>
        <span className={styles.spacer} />
        {dueAt && (
          <span className={isOverdue ? styles.overdue : styles.quiet}>
            {t(isOverdue ? 'overdue' : 'due')} <Moment at={dueAt} />
          </span>
        )}
      </header>
      {question && question !== title && (
        <div className={styles.question}>
          <RichText html={question} />
        </div>
      )}
      <footer className={styles.foot}>
        <div className={styles.answers}>
          {kind === 'task' ? (
            <TaskButtons id={operation.id} title={title} />
          ) : (
            runId && nodeId && <AnswerButtons runId={runId} nodeId={nodeId} kind={kind} answers={operation.answers} />
          )}
        </div>
        <div className={styles.facts}>
          {incident && <Link to={paths.incident(incident.id)}>{incident.label}</Link>}
          {triageEvent && <Link to={paths.triageEvent(triageEvent.id)}>{triageEvent.label}</Link>}
          {playbook && (runId ? <Link {...runPlace(runId, nodeId)}>{playbook}</Link> : <span>{playbook}</span>)}
          {operation.assignee && <span>{t('for', { name: operation.assignee })}</span>}
          <span>
            {t('since')} <Moment at={operation.since} />
          </span>
        </div>
      </footer>
    </article>
  )
}

interface Place {
  to: string
  search?: never
}

const withSearch = (to: string, search: Record<string, string>): Place => ({ to, search: search as never })

function runPlace(runId: string, nodeId: string | null): Place {
  return nodeId === null ? { to: paths.run(runId) } : withSearch(paths.run(runId), { node: nodeId })
}

function placeOf({ incident, triageEvent, runId, nodeId, kind }: Operation): Place | null {
  if (kind !== 'task' && runId) return runPlace(runId, nodeId)
  if (incident && kind === 'task') return withSearch(paths.incident(incident.id), { tab: 'tasks' })
  if (incident) return { to: paths.incident(incident.id) }
  return triageEvent ? { to: paths.triageEvent(triageEvent.id) } : null
}
