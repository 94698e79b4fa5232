import { ActionIcon, Popover, Select } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { NodeTestResult } from '@tocsin/contracts/node-test.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { ActionOutput } from '../../integrations/index.ts'
import { duration, JsonView, StatusTag } from '../../ui/index.ts'
import styles from './NodeTest.module.css'
import { TestAsked } from './TestAsked.tsx'
import { nodeTestTexts } from './texts.ts'

type Of<Kind extends NodeTestResult['kind']> = Extract<NodeTestResult, { kind: Kind }>

/** What a tested node did (TST-05, TST-06). */
export function TestOutput({ result, name }: { result: NodeTestResult; name: string }) {
  switch (result.kind) {
    case 'action':
      return <ActionTested result={result} name={name} />
    case 'condition':
      return <ConditionTested result={result} />
    default:
      return <TestAsked key={JSON.stringify(result)} result={result} />
  }
}

function Status({ status }: { status: 'succeeded' | 'failed' }) {
  const t = useTexts(nodeTestTexts)
  return <StatusTag tone={status === 'succeeded' ? 'good' : 'danger'}>{t(status)}</StatusTag>
}

function ActionTested({ result, name }: { result: Of<'action'>; name: string }) {
  const t = useTexts(nodeTestTexts)
  const [at, setAt] = useState(0)
  const { iterations, total, warnings } = result
  const iteration = iterations[at] ?? iterations[0]
  return (
    <>
      <div className={styles.row}>
        <Status status={result.status} />
        {total > 1 && (
          <Select
            aria-label={t('iteration')}
            className={styles.iteration}
            data={iterations.map((each, index) => ({
              value: String(index),
              label: `${t('iteration')} ${index + 1} · ${t(each.status)}`,
            }))}
            value={String(at)}
            onChange={(next) => setAt(Number(next ?? 0))}
          />
        )}
        <span className={styles.spacer} />
        <RunInfo result={result} />
      </div>
      {warnings.map((warning) => (
        <p key={warning} className={styles.warn}>
          {warning}
        </p>
      ))}
      {!iteration && <p className={styles.quiet}>{t('nothingToDo')}</p>}
      {iteration?.error && (
        <p className={styles.bad} role="alert">
          {iteration.error}
        </p>
      )}
      {iteration && (
        <>
          <h4>{t('result')}</h4>
          <ActionOutput output={iteration.output} table={iteration.table} name={name} height={280} />
          <h4>{t('given')}</h4>
          <JsonView value={iteration.inputs} name={`${name} input`} height={160} />
        </>
      )}
    </>
  )
}

/** Data of the run: action, resource, duration, iterations. */
function RunInfo({ result }: { result: Of<'action'> }) {
  const t = useTexts(nodeTestTexts)
  const { iterations, total } = result
  const facts = [
    [t('action'), `${result.integration} · ${result.action}`],
    [t('resource'), result.resource ?? t('noResource')],
    [t('took'), duration(iterations.reduce((sum, { durationMs }) => sum + durationMs, 0))],
    [t('iterations'), total > iterations.length ? t('iterationsSome', { n: iterations.length, total }) : String(total)],
  ] as const
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={t('info')} title={t('info')}>
          <IconInfoCircle size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  )
}

function ConditionTested({ result }: { result: Of<'condition'> }) {
  const t = useTexts(nodeTestTexts)
  const word = (holds: boolean | null) => t(holds === null ? 'notEvaluated' : holds ? 'holds' : 'holdsNot')
  return (
    <>
      <div className={styles.row}>
        <Status status={result.status} />
        <strong>{t('leftBy', { port: result.port })}</strong>
      </div>
      <ol className={styles.branches}>
        {result.branches.map(({ name, holds, error }) => (
          <li key={name} data-taken={name === result.port || undefined}>
            <span className={styles.cut} title={name}>
              {name}
            </span>
            <span className={holds ? styles.good : styles.quiet}>{word(holds)}</span>
            {error && <span className={styles.bad}>{error}</span>}
          </li>
        ))}
      </ol>
      <JsonView value={result as unknown as Json} name={result.port} height={200} />
    </>
  )
}
