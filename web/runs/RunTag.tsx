import { Link } from '@tanstack/react-router'
import type { NodeStatus, Run, RunStatus } from '@tocsin/contracts/run.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { duration, StatusTag, useNow } from '../ui/index.ts'
import { lengthOf, nodeTones, runTones } from './run-status.ts'
import { runTexts } from './texts.ts'

export function RunTag({ status }: { status: RunStatus }) {
  const t = useTexts(runTexts)
  return <StatusTag tone={runTones[status]}>{t(`status_${status}`)}</StatusTag>
}

export function NodeTag({ status }: { status: NodeStatus }) {
  const t = useTexts(runTexts)
  return <StatusTag tone={nodeTones[status]}>{t(`node_${status}`)}</StatusTag>
}

/** How long something took, ticking while it goes on. */
export function Length({ span }: { span: { startedAt: string | null; finishedAt: string | null } }) {
  return span.startedAt !== null && span.finishedAt === null ? <Ticking span={span} /> : shown(lengthOf(span, 0))
}

function Ticking({ span }: { span: { startedAt: string | null; finishedAt: string | null } }) {
  return shown(lengthOf(span, useNow()))
}

function shown(milliseconds: number | null): string {
  return milliseconds === null ? '–' : duration(milliseconds)
}

/** What a run was started for, linked where there is a page (RUN-06). */
export function Origin({ run }: { run: Pick<Run, 'origin' | 'test'> }) {
  const t = useTexts(runTexts)
  const { kind, id, label } = run.origin
  const name = label ?? id
  const to =
    id === null
      ? null
      : kind === 'triage'
        ? paths.triageEvent(id)
        : kind === 'parent'
          ? paths.run(id)
          : paths.incident(id)
  const isLinked = to !== null && (kind === 'incident' || kind === 'triage' || kind === 'parent')
  if (isLinked) return <Link to={to}>{name}</Link>
  return <>{name ? `${t(`origin_${kind}`)}: ${name}` : t(`origin_${kind}`)}</>
}
