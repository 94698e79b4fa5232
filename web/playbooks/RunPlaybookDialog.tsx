import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { getAlert } from '@tocsin/contracts/alert.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { getPlaybook } from '@tocsin/contracts/playbook.ts'
import { startRun } from '@tocsin/contracts/run.ts'
import { emptyGraph } from '@tocsin/engine/playbook/index.ts'
import { type FormEvent, useMemo, useState } from 'react'
import { call, useChange, useEndpoint, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { useCan, usePreference } from '../ui/index.ts'
import { openedGraph, readGraph } from './editor/read-graph.ts'
import { useChildGraphs } from './editor/use-child-graphs.ts'
import { newId } from './edits/new-id.ts'
import styles from './Library.module.css'
import { type Containment, containmentOf } from './start/containment.ts'
import { AlertChoice, IncidentChoice, type Subject, TriageChoice } from './start/SubjectChoice.tsx'
import { startExample } from './start/start-example.ts'
import { startTexts } from './start/texts.ts'
import { JsonInput } from './values/JsonInput.tsx'
import { readJson } from './values/read-json.ts'

interface RunPlaybookDialogProps {
  playbook: { id: string; name: string }
  /** Runs the draft (TST-09); else the published version. */
  test: boolean
  onClose: () => void
}

const sources = ['incident', 'triage', 'alert', 'input', 'nothing'] as const
type For = (typeof sources)[number]
const needed = { incident: 'incident.access', triage: 'triage.access', alert: 'alert.access' } as const

/** Starts a playbook by hand, for an incident, a triage event or an alert, or with a JSON input, and opens the run. */
export function RunPlaybookDialog({ playbook, test, onClose }: RunPlaybookDialogProps) {
  const t = useTexts(startTexts)
  const can = useCan()
  const describe = useErrorText()
  const navigate = useNavigate()
  const start = useChange(startRun, { alsoChanges: ['runs', 'incidents'] })
  const { graph, containment } = useWhatRuns(playbook.id, test)
  const [about, setAbout] = usePreference<For>(`run-for/${playbook.id}`, 'input')
  const [subjects, setSubjects] = usePreference<Partial<Record<For, Subject | null>>>(`run-of/${playbook.id}`, {})
  const [typed, setTyped] = usePreference<string | null>(`run-input/${playbook.id}`, null)
  const [isAccepted, setAccepted] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const offered = sources.filter((each) => !(each in needed) || can(needed[each as keyof typeof needed]))
  const chosen = offered.includes(about) ? about : 'input'
  const input = typed ?? startExample(graph)
  const subject = subjects[chosen] ?? null
  const choice = {
    value: subject,
    onChange: (next: Subject | null) => setSubjects({ ...subjects, [chosen]: next }),
    error: problem,
  }

  const bodyOf = async (): Promise<{ input?: Json; incidentId?: string; triageEventId?: string } | null> => {
    if (chosen === 'incident') return { incidentId: subject?.id }
    if (chosen === 'triage') return { triageEventId: subject?.id }
    if (chosen === 'alert') return { input: (await call(getAlert, { params: { id: subject?.id ?? '' } })).raw }
    if (chosen === 'nothing') return {}
    const read = readJson(input)
    return 'value' in read ? { input: read.value } : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    try {
      const body = await bodyOf()
      if (!body) return setProblem(t('badInput'))
      const { id } = await start.mutateAsync({
        params: { id: playbook.id },
        body: { ...body, test: test || undefined },
      })
      onClose()
      await navigate({ to: paths.run(id) })
    } catch (error) {
      setProblem(describe(error))
    }
  }

  const isIncomplete = chosen in needed && !subject
  const mustAccept = test && containment.length > 0
  return (
    <Modal opened onClose={onClose} title={t(test ? 'testTitle' : 'runTitle', { name: playbook.name })} size={600}>
      <form className={styles.stack} onSubmit={submit}>
        {test && <p className={styles.help}>{t('testText')}</p>}
        <SegmentedControl
          fullWidth
          aria-label={t('runFor')}
          value={chosen}
          onChange={(next) => {
            setProblem(null)
            setAbout(next as For)
          }}
          data={offered.map((each) => ({ value: each, label: t(each) }))}
        />
        {chosen === 'incident' && <IncidentChoice {...choice} />}
        {chosen === 'triage' && <TriageChoice {...choice} />}
        {chosen === 'alert' && <AlertChoice {...choice} />}
        {chosen === 'input' && (
          <div>
            <JsonInput
              label={t('input')}
              description={t('inputHelp')}
              value={input}
              onChange={setTyped}
              error={problem}
              autoFocus
            />
            {typed !== null && (
              <Button variant="subtle" mt={4} onClick={() => setTyped(null)}>
                {t('fromStart')}
              </Button>
            )}
          </div>
        )}
        {chosen === 'nothing' && (
          <p className={problem ? styles.bad : styles.help} role={problem ? 'alert' : undefined}>
            {problem ?? t('nothingHelp')}
          </p>
        )}
        {mustAccept && <ContainmentWarning found={containment} isAccepted={isAccepted} onAccept={setAccepted} />}
        <div className={styles.foot}>
          {test && (
            <Link
              className={styles.history}
              to={paths.runs()}
              search={{ query: `test:true AND "Playbook ID":"${playbook.id}"` } as never}
            >
              <IconClock size={14} aria-hidden />
              {t('history')}
            </Link>
          )}
          <Button onClick={onClose}>{t('close')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={start.isPending}
            disabled={isIncomplete || (mustAccept && !isAccepted)}
          >
            {t(test ? 'startTest' : 'start')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** The graph that would run, and what of it changes the world for real. */
function useWhatRuns(id: string, test: boolean) {
  const { data } = useEndpoint(getPlaybook, { params: { id } })
  const graph = useMemo(() => {
    if (!data) return emptyGraph(newId)
    return test || !data.graph ? openedGraph(data) : readGraph(data.graph)
  }, [data, test])
  const children = useChildGraphs(graph)
  return { graph, containment: useMemo(() => containmentOf(graph, children), [graph, children]) }
}

interface ContainmentWarningProps {
  found: readonly Containment[]
  isAccepted: boolean
  onAccept: (on: boolean) => void
}

/** Tests really execute; that hosts are isolated for a test is asked for first (TST-10). */
function ContainmentWarning({ found, isAccepted, onAccept }: ContainmentWarningProps) {
  const t = useTexts(startTexts)
  return (
    <div className={styles.warning}>
      <strong>
        <IconAlertTriangle size={16} aria-hidden />
        {t('containmentTitle', { n: found.length })}
      </strong>
      <p>{t('containmentText')}</p>
      <ul>
        {found.map(({ node, playbook }) => (
          <li key={`${node}/${playbook}`}>{playbook ? t('containmentIn', { node, playbook }) : node}</li>
        ))}
      </ul>
      <Checkbox
        label={t('containmentOk')}
        checked={isAccepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
      />
    </div>
  )
}
