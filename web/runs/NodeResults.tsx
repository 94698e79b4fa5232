import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { getRunNode, type NodeIteration, type RunDetail, type RunNode } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionOutput } from '../integrations/index.ts'
import { ErrorState, JsonView, Moment, SkeletonLines, Tabs } from '../ui/index.ts'
import { ResultPreviews } from './ResultPreviews.tsx'
import styles from './Runs.module.css'
import { NodeTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

const pageSize = 100

/** What a node was given and gave, one iteration at a time; read in pages, only when it is looked at (IPB-09, IPB-10). */
export function NodeResults({ run, node }: { run: RunDetail; node: RunNode }) {
  const t = useTexts(runTexts)
  const [index, setIndex] = useState(0)
  const offset = Math.floor(index / pageSize) * pageSize
  const { data, error, refetch } = useEndpoint(
    getRunNode,
    { params: { id: run.id, nodeId: node.id }, query: { limit: pageSize, offset, large: 'leave-out' } },
    { keep: true },
  )
  if (error && !data) return <ErrorState compact error={error} title={t('notRead')} retry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  const iteration = data.items.find((each) => each.index === index)
  if (data.total === 0) return <p className={styles.quiet}>{t('noRuns')}</p>
  return (
    <>
      {data.total > 1 && (
        <div className={styles.pager}>
          <ActionIcon
            size={24}
            aria-label={t('previousIteration')}
            disabled={index === 0}
            onClick={() => setIndex(index - 1)}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
          <span>{t('iterationOf', { n: index + 1, total: data.total })}</span>
          <ActionIcon
            size={24}
            aria-label={t('nextIteration')}
            disabled={index >= data.total - 1}
            onClick={() => setIndex(index + 1)}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
          {iteration && <NodeTag status={iteration.status} />}
          <span className={styles.spacer} />
          <IterationDots items={data.items} index={index} onChoose={setIndex} />
        </div>
      )}
      {iteration ? <Iteration key={index} run={run} node={node} iteration={iteration} /> : <SkeletonLines lines={6} />}
    </>
  )
}

/** The first iterations at a glance, to find the one that failed. */
function IterationDots(props: { items: NodeIteration[]; index: number; onChoose: (index: number) => void }) {
  const t = useTexts(runTexts)
  return (
    <div className={styles.dots}>
      {props.items.slice(0, 30).map((each) => (
        <button
          key={each.index}
          type="button"
          className={styles.dot}
          data-status={each.status}
          aria-label={`${t('iteration', { n: each.index + 1 })}: ${t(`node_${each.status}`)}`}
          aria-pressed={each.index === props.index}
          onClick={() => props.onChoose(each.index)}
        >
          {each.status === 'failed' ? '✗' : each.status === 'succeeded' ? '✓' : '·'}
        </button>
      ))}
    </div>
  )
}

/** One iteration; what is large only when somebody asks for it (IPB-10). */
function Iteration({ run, node, iteration }: { run: RunDetail; node: RunNode; iteration: NodeIteration }) {
  const t = useTexts(runTexts)
  const [isWanted, setWanted] = useState(false)
  const { data, error, refetch } = useEndpoint(
    getRunNode,
    { params: { id: run.id, nodeId: node.id }, query: { limit: 1, offset: iteration.index, large: 'include' } },
    { enabled: isWanted },
  )
  const whole = isWanted ? data?.items[0] : undefined
  if (iteration.leftOut === undefined || whole) return <IterationTabs node={node} iteration={whole ?? iteration} />
  if (isWanted && error) return <ErrorState compact error={error} title={t('notRead')} retry={() => void refetch()} />
  return (
    <div className={styles.leftOut}>
      <p>{t('leftOut', { size: megabytes(iteration.leftOut) })}</p>
      <Button loading={isWanted} onClick={() => setWanted(true)}>
        {t('load')}
      </Button>
    </div>
  )
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function IterationTabs({ node, iteration }: { node: RunNode; iteration: NodeIteration }) {
  const t = useTexts(runTexts)
  const name = `${node.name || node.id}-${iteration.index + 1}`
  const attempts = iteration.attempts.length
  return (
    <div className={styles.tabs}>
      <Tabs
        label={node.name}
        name="result"
        tabs={[
          {
            key: 'output',
            label: t('output'),
            content: () => (
              <div className={styles.stack}>
                {iteration.previews && <ResultPreviews previews={iteration.previews} />}
                {iteration.text && typeof iteration.output !== 'string' && (
                  <details className={styles.text}>
                    <summary>{t('text')}</summary>
                    <pre>{iteration.text}</pre>
                  </details>
                )}
                {typeof iteration.output === 'string' && iteration.output.trim() !== '' ? (
                  <pre className={styles.plainText}>{iteration.output}</pre>
                ) : (
                  <ActionOutput
                    output={typeof iteration.output === 'string' ? null : iteration.output}
                    table={iteration.table}
                    name={`output-${name}`}
                    height={520}
                  />
                )}
              </div>
            ),
          },
          {
            key: 'input',
            label: t('input'),
            content: () => <JsonView value={iteration.input} name={`input-${name}`} height={520} />,
          },
          {
            key: 'error',
            label: t('error'),
            content: () =>
              iteration.error ? (
                <div className={styles.failure}>{iteration.error}</div>
              ) : (
                <p className={styles.quiet}>{t('noError')}</p>
              ),
          },
          {
            key: 'attempts',
            label: t('attempts'),
            count: attempts > 1 ? attempts : undefined,
            content: () => <Attempts iteration={iteration} />,
          },
        ]}
      />
    </div>
  )
}

const attemptWords = ['running', 'succeeded', 'failed', 'lost', 'stopped'] as const

function attemptWord(status: string) {
  return attemptWords.find((each) => each === status) ?? 'running'
}

function Attempts({ iteration }: { iteration: NodeIteration }) {
  const t = useTexts(runTexts)
  return (
    <ol className={styles.attempts}>
      {iteration.attempts.map((attempt) => (
        <li key={attempt.number}>
          <strong>{t('attempt', { n: attempt.number })}</strong>{' '}
          <span>{t(`attempt_${attemptWord(attempt.status)}`)}</span> <Moment at={attempt.startedAt} absolute />
          {attempt.error && <div className={styles.attemptError}>{attempt.error}</div>}
        </li>
      ))}
    </ol>
  )
}
