import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { UserChoiceNode } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { freePort, moveItem } from '../edits/ports.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'
import type { ChangeNode } from './change-node.ts'
import { DurationInput } from './DurationInput.tsx'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { flowFormTexts } from './flow-form-texts.ts'
import { formTexts } from './form-texts.ts'
import { htmlOfPlain, plainOfHtml } from './html-text.ts'
import { PersonInput } from './PersonInput.tsx'

interface ChoiceFormProps {
  node: UserChoiceNode
  readOnly: boolean
  change: ChangeNode<UserChoiceNode>
}

/** What is asked, the answers, who may answer and until when (NOD-50 … NOD-54). */
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
      <FieldPlace path="question">
        <TemplateInput
          label={t('question')}
          description={t('questionHelp')}
          multiline
          value={plain ?? node.question}
          onChange={(text) => change({ ...node, question: plain === null ? text : htmlOfPlain(text) }, 'question')}
        />
      </FieldPlace>
      <Answers node={node} readOnly={readOnly} change={change} />
      <FieldPlace path="authorizer">
        <PersonInput
          label={t('authorizer')}
          hint={t('authorizerHelp')}
          value={node.authorizer}
          onChange={(authorizer) => change({ ...node, authorizer }, 'authorizer')}
        />
      </FieldPlace>
      <Expiry node={node} readOnly={readOnly} change={change} />
      <Asking node={node} readOnly={readOnly} change={change} />
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
    <fieldset className={styles.inputs} data-field="answers">
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

function Expiry({ node, readOnly, change }: ChoiceFormProps) {
  const t = useTexts(formTexts)
  const { expires } = node
  const set = (next: UserChoiceNode['expires']) => change({ ...node, expires: next }, 'expires')
  return (
    <FieldPlace path="expires">
      <Checkbox
        label={t('expires')}
        disabled={readOnly}
        checked={expires !== null}
        onChange={(event) =>
          set(event.currentTarget.checked ? { seconds: 3600, default: node.answers.at(-1) ?? '' } : null)
        }
      />
      {expires && (
        <>
          <DurationInput
            label={t('expiresAfter')}
            seconds={expires.seconds}
            readOnly={readOnly}
            onChange={(seconds) => set({ ...expires, seconds })}
          />
          <Select
            label={t('expiresDefault')}
            disabled={readOnly}
            data={[...new Set([...node.answers.filter(Boolean), expires.default])]}
            value={expires.default}
            onChange={(next) => next && set({ ...expires, default: next })}
          />
        </>
      )}
    </FieldPlace>
  )
}

/** How else the question is asked, beside the browser, and what goes along (NOD-54). */
function Asking({ node, readOnly, change }: ChoiceFormProps) {
  const t = useTexts(flowFormTexts)
  const options = [
    { key: 'answerByMail', label: t('byMail'), help: t('byMailHelp') },
    { key: 'answerBySlack', label: t('bySlack'), help: undefined },
    { key: 'hideAdditionalInfo', label: t('hideInfo'), help: t('hideInfoHelp') },
  ] as const
  return options.map(({ key, label, help }) => (
    <Checkbox
      key={key}
      label={label}
      description={help}
      disabled={readOnly}
      checked={node[key]}
      onChange={(event) => change({ ...node, [key]: event.currentTarget.checked }, key)}
    />
  ))
}
