import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { UserChoiceNode } from '@tocsin/engine/playbook/index.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { freePort, moveItem } from '../edits/ports.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'
import { ValueInput } from '../values/ValueInput.tsx'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { authorizerField } from './fields.ts'
import { formTexts } from './form-texts.ts'
import { htmlOfPlain, plainOfHtml } from './html-text.ts'

interface ChoiceFormProps {
  node: UserChoiceNode
  readOnly: boolean
  change: ChangeNode<UserChoiceNode>
}

/** What is asked, the answers, who may answer and until when (NOD-50 … NOD-53). */
export function ChoiceForm({ node, readOnly, change }: ChoiceFormProps) {
  const t = useTexts(formTexts)
  const plain = plainOfHtml(node.question)
  return (
    <>
      <TemplateInput
        label={t('choiceTitle')}
        value={node.title}
        onChange={(title) => change({ ...node, title }, 'title')}
      />
      <TemplateInput
        label={t('question')}
        description={t('questionHelp')}
        multiline
        value={plain ?? node.question}
        onChange={(text) => change({ ...node, question: plain === null ? text : htmlOfPlain(text) }, 'question')}
      />
      <Answers node={node} readOnly={readOnly} change={change} />
      <ValueInput
        field={authorizerField(t('authorizer'), t('authorizerHelp'))}
        value={node.authorizer}
        onChange={(authorizer) => change({ ...node, authorizer }, 'authorizer')}
      />
      <Expiry node={node} readOnly={readOnly} change={change} />
    </>
  )
}

function Answers({ node, readOnly, change }: ChoiceFormProps) {
  const t = useTexts(formTexts)
  const set = (answers: string[], about: string) => change({ ...node, answers }, about)
  const rename = (index: number, to: string) => {
    const from = node.answers[index] ?? ''
    const answers = node.answers.map((each, at) => (at === index ? to : each))
    const expires = node.expires?.default === from ? { ...node.expires, default: to } : node.expires
    change({ ...node, answers, expires }, `answer ${index}`, { from, to })
  }
  return (
    <fieldset className={styles.inputs}>
      <legend>{t('answers')}</legend>
      <p className={styles.quiet}>{t('answersHelp')}</p>
      {node.answers.map((answer, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text changes while it is typed
        <div key={index} className={styles.row}>
          <TextInput
            className={styles.grow}
            aria-label={t('answer', { n: index + 1 })}
            value={answer}
            maxLength={100}
            readOnly={readOnly}
            onChange={(event) => rename(index, event.currentTarget.value)}
          />
          {!readOnly && (
            <>
              <ActionIcon
                aria-label={t('moveUp', { name: answer })}
                disabled={index === 0}
                onClick={() => set(moveItem(node.answers, index, -1), `move ${index} -1`)}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('moveDown', { name: answer })}
                disabled={index === node.answers.length - 1}
                onClick={() => set(moveItem(node.answers, index, 1), `move ${index} 1`)}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('removeAnswer', { name: answer })}
                onClick={() =>
                  set(
                    node.answers.filter((_, at) => at !== index),
                    `remove ${index}`,
                  )
                }
              >
                <IconTrash size={14} />
              </ActionIcon>
            </>
          )}
        </div>
      ))}
      {!readOnly && (
        <div>
          <Button
            leftSection={<IconPlus size={14} />}
            onClick={() => set([...node.answers, freePort(node, t('newAnswer'))], `add ${node.answers.length}`)}
          >
            {t('addAnswer')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

const units = { minutes: 60, hours: 3600, days: 86_400 }
type Unit = keyof typeof units

const largestUnit = (seconds: number): Unit =>
  seconds % units.days === 0 ? 'days' : seconds % units.hours === 0 ? 'hours' : 'minutes'

function Expiry({ node, readOnly, change }: ChoiceFormProps) {
  const t = useTexts(formTexts)
  const { expires } = node
  const [unit, setUnit] = useState<Unit>(() => largestUnit(expires?.seconds ?? units.hours))
  const amount = expires ? expires.seconds / units[unit] : 1
  const set = (next: UserChoiceNode['expires']) => change({ ...node, expires: next }, 'expires')
  return (
    <>
      <Checkbox
        label={t('expires')}
        disabled={readOnly}
        checked={expires !== null}
        onChange={(event) =>
          set(event.currentTarget.checked ? { seconds: units[unit], default: node.answers.at(-1) ?? '' } : null)
        }
      />
      {expires && (
        <div className={styles.expiry}>
          <NumberInput
            label={t('expiresAfter')}
            min={1}
            allowDecimal={false}
            readOnly={readOnly}
            value={amount}
            onChange={(next) => Number(next) > 0 && set({ ...expires, seconds: Number(next) * units[unit] })}
          />
          <Select
            label={t('expiresUnit')}
            disabled={readOnly}
            data={(['minutes', 'hours', 'days'] as const).map((each) => ({ value: each, label: t(each) }))}
            value={unit}
            onChange={(next) => {
              const chosen = (next ?? 'hours') as Unit
              setUnit(chosen)
              set({ ...expires, seconds: Math.max(1, Math.round(amount)) * units[chosen] })
            }}
          />
          <Select
            label={t('expiresDefault')}
            disabled={readOnly}
            data={[...new Set([...node.answers.filter(Boolean), expires.default])]}
            value={expires.default}
            onChange={(next) => next && set({ ...expires, default: next })}
          />
        </div>
      )}
    </>
  )
}
