import { ActionIcon, Button } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPlay, IconX } from '@tabler/icons-react'
import type { Json } from '@tocsin/contracts/lists.ts'
import { type NodeTestResult, testNode } from '@tocsin/contracts/node-test.ts'
import { listPlaybookValues } from '@tocsin/contracts/playbook.ts'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { call, quotableId, useEndpoint, useErrorText } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { referenceKey, referenceLabel } from '../values/reference-label.ts'
import { MockInput } from './MockInput.tsx'
import { readMock, seenValue, variablesOf, writeMock } from './mock-text.ts'
import styles from './NodeTest.module.css'
import { TestOutput } from './TestOutput.tsx'
import { nodeTestTexts } from './texts.ts'

interface TestDockProps {
  playbookId: string
  node: PlaybookNode
  graph: PlaybookGraph
  /** Saves the draft; false where that failed. */
  onSave: () => Promise<boolean>
  onClose: () => void
}

/** Input at the left, output at the right: runs the selected node alone, with values made up here (TST-02 … TST-08). */
export function TestDock({ playbookId, node, graph, onSave, onClose }: TestDockProps) {
  const t = useTexts(nodeTestTexts)
  const describe = useErrorText()
  const { data: values } = useEndpoint(listPlaybookValues, { params: { id: playbookId } })
  const variables = useMemo(() => variablesOf(node), [node])
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<{ of: PlaybookNode; shown: NodeTestResult } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  const mocks = variables.map((reference) => {
    const key = referenceKey(reference)
    const text = typed[key] ?? writeMock(seenValue(reference, graph, values))
    return { key, reference, label: referenceLabel(reference, graph), text, read: readMock(text) }
  })

  const run = async () => {
    if (busy) return
    setResult(null)
    setFailure(null)
    const wrong = mocks.filter(({ read }) => !('value' in read))
    if (wrong.length > 0) return setFailure(t('fixInput', { names: wrong.map(({ label }) => label).join(', ') }))
    setBusy(true)
    try {
      if (!(await onSave())) return setFailure(t('notSaved'))
      const given = mocks.map(({ reference, read }) => ({
        reference,
        value: 'value' in read ? read.value : (null as Json),
      }))
      const shown = await call(testNode, { params: { id: playbookId, nodeId: node.id }, body: { values: given } })
      setResult({ of: node, shown })
    } catch (error) {
      setFailure([describe(error), quotableId(error)].filter(Boolean).join(' '))
    } finally {
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void run()
  }

  const name = shownName(node)
  const isContainment = node.kind === 'action' && node.actionType === 'Containment'
  // Ctrl-Enter in any of the inputs runs the test.
  return (
    <section className={styles.dock} aria-label={t('test', { name })} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <h2 title={name}>{t('test', { name })}</h2>
        {node.kind === 'action' && (
          <span className={isContainment ? styles.warn : styles.quiet}>
            {isContainment && <IconAlertTriangle size={14} aria-hidden />}
            {t(isContainment ? 'containment' : 'real')}
          </span>
        )}
        <span className={styles.spacer} />
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={14} />}
          title={t('runHelp')}
          loading={busy}
          onClick={() => void run()}
        >
          {t('run')}
        </Button>
        <ActionIcon aria-label={`${t('testMode')} ×`} onClick={onClose}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      <div className={styles.sides}>
        <section className={styles.side} aria-label={t('input')}>
          <h3>{t('input')}</h3>
          <p className={styles.quiet}>{t(mocks.length > 0 ? 'inputHelp' : 'noVariables')}</p>
          {mocks.map(({ key, label, text, read }) => (
            <MockInput
              key={key}
              label={label}
              text={text}
              read={read}
              onChange={(next) => setTyped((before) => ({ ...before, [key]: next }))}
            />
          ))}
        </section>
        <section className={styles.side} aria-label={t('output')} aria-live="polite" aria-busy={busy}>
          <h3>{t('output')}</h3>
          {failure !== null && (
            <p className={styles.bad} role="alert">
              {failure}
            </p>
          )}
          {!result && failure === null && <p className={styles.quiet}>{t('notYet')}</p>}
          {result && result.of !== node && <p className={styles.warn}>{t('unsaved')}</p>}
          {result && <TestOutput result={result.shown} name={name} />}
        </section>
      </div>
    </section>
  )
}
