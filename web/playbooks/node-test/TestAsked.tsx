import { Button } from '@mantine/core'
import type { NodeTestResult } from '@tocsin/contracts/node-test.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { useSession } from '../../shell/index.ts'
import { duration, JsonView, RichText } from '../../ui/index.ts'
import styles from './NodeTest.module.css'
import { taskOutcome } from './task-outcome.ts'
import { nodeTestTexts } from './texts.ts'

type Asked = Extract<NodeTestResult, { kind: 'user-choice' | 'task' }>

/** A question or a task as its person would see it, with buttons that show what would follow (TST-06). */
export function TestAsked({ result }: { result: Asked }) {
  return result.kind === 'task' ? <AskedTask task={result} /> : <AskedChoice choice={result} />
}

function AskedChoice({ choice }: { choice: Extract<Asked, { kind: 'user-choice' }> }) {
  const t = useTexts(nodeTestTexts)
  const { user } = useSession()
  const [answer, setAnswer] = useState<string | null>(null)
  const [firstName = '', ...rest] = user.name.split(' ')
  return (
    <>
      <div className={styles.asked}>
        {choice.title && <strong>{choice.title}</strong>}
        {choice.question && <RichText html={choice.question} />}
        <p className={styles.quiet}>
          {t('asked')}: {choice.authorizer ?? t('owner')}
          {choice.expires &&
            ` · ${t('expires', { answer: choice.expires.default, time: duration(choice.expires.seconds * 1000) })}`}
        </p>
        <Buttons
          choices={choice.answers.map((each) => ({ value: each, label: each }))}
          chosen={answer}
          onChoose={setAnswer}
        />
      </div>
      {answer !== null && (
        <>
          <p role="status">
            <strong>{t('leftBy', { port: answer })}</strong>
          </p>
          <JsonView
            value={{
              output: { answer },
              responder: { id: user.id, email: user.email, firstName, lastName: rest.join(' ') },
            }}
            name={answer}
            height={180}
          />
        </>
      )}
    </>
  )
}

function AskedTask({ task }: { task: Extract<Asked, { kind: 'task' }> }) {
  const t = useTexts(nodeTestTexts)
  const [decision, setDecision] = useState<string | null>(null)
  const choices = [
    { value: 'approve', label: t('approve') },
    { value: 'approve-and-close', label: t('approveAndClose') },
    { value: 'reject', label: t('reject') },
  ]
  const facts = [
    [t('assignee'), task.owner ?? t('owner')],
    [t('asked'), task.authorizer ?? t('owner')],
    [t('due'), task.dueDays === null ? t('noDue') : t('dueDays', { n: task.dueDays })],
    [t('priority'), task.priority || t('none')],
  ]
  return (
    <>
      <div className={styles.asked}>
        <strong>{task.title}</strong>
        {task.description && <RichText html={task.description} />}
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Buttons choices={choices} chosen={decision} onChoose={setDecision} />
      </div>
      {decision !== null && (
        <>
          <p role="status">
            <strong>{t('leftBy', { port: 'out' })}</strong>
            {decision === 'reject' && <span className={styles.bad}> {t('failed')}</span>}
          </p>
          <JsonView value={{ output: taskOutcome(task, decision) }} name={task.title} height={180} />
        </>
      )}
    </>
  )
}

interface ButtonsProps {
  choices: { value: string; label: string }[]
  chosen: string | null
  onChoose: (value: string) => void
}

function Buttons({ choices, chosen, onChoose }: ButtonsProps) {
  return (
    <div className={styles.row}>
      {choices.map(({ value, label }) => (
        <Button
          key={value}
          variant={chosen === value ? 'filled' : 'default'}
          aria-pressed={chosen === value}
          onClick={() => onChoose(value)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
