import { Textarea } from '@mantine/core'
import type { Json } from '@tocsin/contracts/lists.ts'
import { getRunNode, type RunNode } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Moment, RichText } from '../ui/index.ts'
import { AnswerButtons } from './AnswerButtons.tsx'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'

interface AnswerWaitProps {
  runId: string
  nodeId: string
  wait: NonNullable<RunNode['wait']>
}

/** What a node waits for, answered in place (IPB-12): a question, a start by hand, a lost attempt. */
export function AnswerWait({ runId, nodeId, wait }: AnswerWaitProps) {
  const t = useTexts(runTexts)
  const [inputs, setInputs] = useState<Record<string, Json> | null>(null)
  return (
    <section className={styles.wait} aria-label={t('waitsForAnyone')}>
      <div className={styles.waitHead}>
        {wait.authorizer ? t('waitsFor', { name: wait.authorizer }) : t('waitsForAnyone')}
        {wait.expiresAt && (
          <span className={styles.quiet}>
            <Moment at={wait.expiresAt} />
          </span>
        )}
      </div>
      {wait.kind === 'manual' ? (
        <>
          <p>{t('reviewInputs')}</p>
          <ReviewInputs runId={runId} nodeId={nodeId} inputs={inputs} onInputs={setInputs} />
        </>
      ) : (
        <RichText html={wait.question} />
      )}
      <AnswerButtons
        runId={runId}
        nodeId={nodeId}
        kind={wait.kind}
        answers={wait.answers}
        ability={wait.mayAnswer}
        inputs={inputs ?? undefined}
      />
    </section>
  )
}

interface ReviewInputsProps {
  runId: string
  nodeId: string
  inputs: Record<string, Json> | null
  onInputs: (inputs: Record<string, Json>) => void
}

/** The inputs of a manual start, changeable where the node runs once (NOD-15). */
function ReviewInputs({ runId, nodeId, inputs, onInputs }: ReviewInputsProps) {
  const { data } = useEndpoint(getRunNode, { params: { id: runId, nodeId }, query: { limit: 1, offset: 0 } })
  const given = data?.items[0]?.input
  if (data?.total !== 1 || typeof given !== 'object' || given === null || Array.isArray(given)) return null
  const values = { ...given, ...inputs }
  return (
    <>
      {Object.entries(values).map(([field, value]) => (
        <Textarea
          key={field}
          label={field}
          minRows={1}
          value={typeof value === 'string' ? value : JSON.stringify(value)}
          onChange={(event) => onInputs({ ...inputs, [field]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}
