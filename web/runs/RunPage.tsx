import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { getRun, type RunDetail } from '@tocsin/contracts/run.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ErrorState, Moment, Page, SkeletonLines } from '../ui/index.ts'
import { RunActions } from './RunActions.tsx'
import { RunGraph } from './RunGraph.tsx'
import styles from './Runs.module.css'
import { Length, Origin, RunTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

/** One execution: graph, nodes, what each was given and gave (RUN-05). */
export function RunPage() {
  const t = useTexts(runTexts)
  const navigate = useNavigate()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: run, error, refetch } = useEndpoint(getRun, { params: { id } })
  const up = { label: t('title'), to: paths.runs() }
  if (!run) {
    return (
      <Page title={t('run')} up={up}>
        {error ? (
          <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </Page>
    )
  }
  const { kind, id: parent, label } = run.origin
  return (
    <Page
      title={run.playbook}
      up={kind === 'parent' && parent ? { label: label ?? t('origin_parent'), to: paths.run(parent) } : up}
      layout="fill"
      tags={<RunFacts run={run} />}
      actions={
        <>
          <Link to={paths.playbook(run.playbookId)}>{t('toPlaybook')}</Link>
          <RunActions run={run} onStarted={(next) => void navigate({ to: paths.run(next) })} />
        </>
      }
    >
      {run.error && (
        <div className={styles.failure} role="alert">
          {run.error}
        </div>
      )}
      <RunGraph run={run} initialView="graph" />
    </Page>
  )
}

function RunFacts({ run }: { run: RunDetail }) {
  const t = useTexts(runTexts)
  return (
    <>
      <RunTag status={run.status} />
      <span className={styles.facts}>
        {run.status === 'waiting' && run.waitingFor && <span>{t(`waiting_${run.waitingFor}`)}</span>}
        {run.rerunOf && <Link to={paths.run(run.rerunOf)}>{t('rerunOf')}</Link>}
        <span>{run.version === null ? t('draft') : `${t('version')} ${run.version}`}</span>
        <span>
          <Origin run={run} />
        </span>
        <span>{run.startedBy.name}</span>
        <span>
          <Moment at={run.queuedAt} />
        </span>
        <span>
          <Length span={run} />
        </span>
      </span>
    </>
  )
}
