import { Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { changeTask, createTask, type Task, taskPriority } from '@tocsin/contracts/task.ts'
import { useChange } from '../../api/index.ts'
import { fromLocalTime, toLocalTime } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, RichTextInput, useAbility, useForm } from '../../ui/index.ts'
import { UserSelect } from '../../users/index.ts'
import styles from './Tasks.module.css'
import { taskTexts } from './texts.ts'

interface TaskDialogProps {
  incidentId: string
  task: Task | null
  onClose: () => void
}

export function TaskDialog({ incidentId, task, onClose }: TaskDialogProps) {
  const t = useTexts(taskTexts)
  const create = useChange(createTask)
  const change = useChange(changeTask, { alsoChanges: ['incidents'] })
  const mayReassign = useAbility(task?.abilities.reassign) === true
  const form = useForm({
    initial: {
      title: task?.title ?? '',
      description: task?.description ?? '',
      assigneeId: task?.assignee?.id ?? (null as string | null),
      priority: task?.priority ?? ('Normal' as Task['priority']),
      startAt: task?.startAt ?? (null as string | null),
      dueAt: task?.dueAt ?? (null as string | null),
      hours: (task?.hours ?? '') as number | string,
      percentage: task?.percentage ?? 0,
    },
    schema: task ? changeTask.body : createTask.body,
    toBody: (values) => bodyOf(values),
    save: (values): Promise<unknown> => {
      if (!task) return create.mutateAsync({ params: { id: incidentId }, body: bodyOf(values) })
      const { assigneeId, ...rest } = bodyOf(values)
      return change.mutateAsync({
        params: { id: String(task.id) },
        body: {
          ...rest,
          version: task.version,
          percentage: values.percentage,
          // Sent only when it changed: reassigning needs a capability of its own (TSK-07).
          ...(assigneeId === (task.assignee?.id ?? null) ? {} : { assigneeId }),
        },
      })
    },
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t(task ? 'edit' : 'newTask')} size={560} closeOnClickOutside={false}>
      <Form form={form} submit={t(task ? 'save' : 'create')} onCancel={onClose}>
        <TextInput label={t('title')} withAsterisk maxLength={255} data-autofocus {...form.field('title')} />
        <RichTextInput label={t('description')} {...form.field('description')} />
        <div className={styles.pair}>
          {(!task || mayReassign) && <UserSelect label={t('assignee')} {...form.field('assigneeId')} />}
          <Select
            label={t('priority')}
            data={taskPriority.options.map((value) => ({ value, label: t(value) }))}
            {...form.field('priority')}
            onChange={(value) => form.set('priority', taskPriority.parse(value))}
          />
          <TextInput
            {...form.field('startAt')}
            label={t('start')}
            type="datetime-local"
            value={toLocalTime(form.values.startAt)}
            onChange={(event) => form.set('startAt', fromLocalTime(event.currentTarget.value))}
          />
          <TextInput
            {...form.field('dueAt')}
            label={t('due')}
            type="datetime-local"
            value={toLocalTime(form.values.dueAt)}
            onChange={(event) => form.set('dueAt', fromLocalTime(event.currentTarget.value))}
          />
          <NumberInput label={t('estimate')} min={0} {...form.field('hours')} />
          {task && (
            <NumberInput
              {...form.field('percentage')}
              label={t('progress')}
              suffix=" %"
              min={0}
              max={100}
              step={10}
              onChange={(value) => form.set('percentage', Math.round(Number(value) / 10) * 10)}
            />
          )}
        </div>
      </Form>
    </Modal>
  )
}

interface TaskValues {
  title: string
  description: string
  assigneeId: string | null
  priority: Task['priority']
  startAt: string | null
  dueAt: string | null
  hours: number | string
}

function bodyOf({ title, description, assigneeId, priority, startAt, dueAt, hours }: TaskValues) {
  return { title, description, assigneeId, priority, startAt, dueAt, hours: hours === '' ? null : Number(hours) }
}
