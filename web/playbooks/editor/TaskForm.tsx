import { Checkbox, NumberInput, Select } from '@mantine/core'
import { taskPriority } from '@tocsin/contracts/task.ts'
import type { TaskNode } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { flowFormTexts } from './flow-form-texts.ts'
import { htmlOfPlain, plainOfHtml } from './html-text.ts'
import { PersonInput } from './PersonInput.tsx'

interface TaskFormProps {
  node: TaskNode
  readOnly: boolean
  change: ChangeNode<TaskNode>
}

const priorities = taskPriority.options

/** What is to be done, by whom and until when (NOD-40, NOD-41). */
export function TaskForm({ node, readOnly, change }: TaskFormProps) {
  const t = useTexts(flowFormTexts)
  const plain = plainOfHtml(node.description)
  const amount = (field: 'dueDays' | 'hours' | 'percentage') => ({
    min: 0,
    readOnly,
    value: node[field] ?? '',
    onChange: (next: string | number) => change({ ...node, [field]: next === '' ? null : Number(next) }, field),
  })
  const known: { value: string; label: string }[] = priorities.map((each) => ({ value: each, label: t(each) }))
  // Files may write it in small letters, or hold one of their own.
  const priority = priorities.find((each) => each.toLowerCase() === node.priority.toLowerCase()) ?? node.priority
  const isOther = priority !== '' && !known.some(({ value }) => value === priority)
  return (
    <>
      <FieldPlace path="title">
        <TemplateInput
          label={t('taskTitle')}
          required
          value={node.title}
          onChange={(title) => change({ ...node, title }, 'title')}
        />
      </FieldPlace>
      <FieldPlace path="description">
        <TemplateInput
          label={t('taskDescription')}
          description={t('taskDescriptionHelp')}
          multiline
          value={plain ?? node.description}
          onChange={(text) =>
            change({ ...node, description: plain === null ? text : htmlOfPlain(text) }, 'description')
          }
        />
      </FieldPlace>
      <FieldPlace path="owner">
        <PersonInput
          label={t('owner')}
          hint={t('ownerHelp')}
          value={node.owner}
          onChange={(owner) => change({ ...node, owner }, 'owner')}
        />
      </FieldPlace>
      <FieldPlace path="authorizer">
        <PersonInput
          label={t('assigner')}
          hint={t('assignerHelp')}
          value={node.authorizer}
          onChange={(authorizer) => change({ ...node, authorizer }, 'authorizer')}
        />
      </FieldPlace>
      <Checkbox
        label={t('mandatory')}
        description={t('mandatoryHelp')}
        disabled={readOnly}
        checked={node.mandatory}
        onChange={(event) => change({ ...node, mandatory: event.currentTarget.checked }, 'mandatory')}
      />
      <div className={styles.pair}>
        <NumberInput label={t('dueDays')} {...amount('dueDays')} />
        <Select
          label={t('priority')}
          data={isOther ? [...known, { value: priority, label: priority }] : known}
          value={priority || null}
          onChange={(next) => change({ ...node, priority: next ?? '' }, 'priority')}
          clearable
          disabled={readOnly}
        />
        <NumberInput label={t('effort')} {...amount('hours')} />
        <NumberInput label={t('progress')} max={100} {...amount('percentage')} />
      </div>
    </>
  )
}
