import { Button, Modal } from '@mantine/core'
import { IconBraces, IconPlayerStop } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { getRun, type RunDetail } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, ErrorState, JsonView, Moment, Page, SkeletonLines } from '../ui/index.ts'
import { RunGraph } from './RunGraph.tsx'
import styles from './Runs.module.css'
import { Length, Origin, RunTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'
import { useKill } from './use-kill.ts'

/** One execution: graph, nodes, what each was given and gave (RUN-05). */
export function RunPage() {
  const t = useTexts(runTexts)
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
  return (
    <Page title={run.playbook} up={up} layout="fill" tags={<RunFacts run={run} />} actions={<RunActions run={run} />}>
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

function RunActions({ run }: { run: RunDetail }) {
  const t = useTexts(runTexts)
  const kill = useKill()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Link to={paths.playbook(run.playbookId)}>{t('toPlaybook')}</Link>
      <Button leftSection={<IconBraces size={14} />} onClick={() => setOpen(true)}>
        {t('payload')}
      </Button>
      <ActionButton
        color="danger"
        ability={run.abilities.kill}
        leftSection={<IconPlayerStop size={14} />}
        onClick={() => void kill(run)}
      >
        {t('kill')}
      </ActionButton>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title={t('payloadTitle')} size={720}>
          <JsonView value={run.input} name={`payload-${run.id}`} />
        </Modal>
      )}
    </>
  )
}
