import { IconCheck, IconChevronDown, IconChevronRight, IconEdit, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { changeTask, closeTask, type Task, type TaskStatus } from '@tocsin/contracts/task.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { plainText } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, Moment, RichText, StatusTag, type Tone, toast, useNow } from '../../ui/index.ts'
import { CloseTaskDialog } from './CloseTaskDialog.tsx'
import styles from './Tasks.module.css'
import { taskTexts } from './texts.ts'

const tones: Record<TaskStatus, Tone> = {
  waiting_owner: 'warn',
  in_progress: 'active',
  declined: 'danger',
  closed: 'neutral',
  expired: 'danger',
}

const isOver = (task: Task) => task.status === 'closed' || task.status === 'declined'

/** A task on one line, with thumb up, check and thumb down (TSK-06). */
export function TaskRow({ task, onEdit }: { task: Task; onEdit: () => void }) {
  const t = useTexts(taskTexts)
  const now = useNow(60_000)
  const [isOpen, setOpen] = useState(false)
  const [isClosing, setClosing] = useState(false)
  const change = useChange(changeTask, { alsoChanges: ['incidents'] })
  const close = useChange(closeTask, { alsoChanges: ['incidents'] })
  const params = { id: String(task.id) }
  const isOverdue = !isOver(task) && task.dueAt !== null && Date.parse(task.dueAt) < now
  const Chevron = isOpen ? IconChevronDown : IconChevronRight

  const setStatus = async (status: 'in_progress' | 'declined') => {
    await change.mutateAsync({ params, body: { version: task.version, status } })
    toast.done(t(status === 'declined' ? 'declinedNow' : 'approved'))
  }

  return (
    <li className={styles.task} data-over={isOver(task) || undefined}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.unfold}
          aria-expanded={isOpen}
          aria-label={task.title}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron size={14} />
        </button>
        <span className={styles.title} title={task.title}>
          {task.title}
        </span>
        <StatusTag tone={tones[task.status]}>{t(task.status)}</StatusTag>
        <fieldset className={styles.actions} aria-label={t('actions', { title: task.title })}>
          {task.status === 'waiting_owner' && (
            <>
              <ActionButton
                size="compact-xs"
                ability={task.abilities.change}
                leftSection={<IconThumbUp size={13} />}
                onClick={() => setStatus('in_progress')}
              >
                {t('approve')}
              </ActionButton>
              <ActionButton
                size="compact-xs"
                ability={task.abilities.change}
                leftSection={<IconThumbDown size={13} />}
                onClick={() => setStatus('declined')}
              >
                {t('decline')}
              </ActionButton>
            </>
          )}
          {!isOver(task) && (
            <>
              <ActionButton
                size="compact-xs"
                ability={task.abilities.close}
                leftSection={<IconCheck size={13} />}
                onClick={() => setClosing(true)}
              >
                {t('close')}
              </ActionButton>
              <ActionButton
                size="compact-xs"
                variant="subtle"
                ability={task.abilities.change}
                leftSection={<IconEdit size={13} />}
                onClick={onEdit}
              >
                {t('edit')}
              </ActionButton>
            </>
          )}
        </fieldset>
      </div>
      <div className={styles.meta}>
        <span className={styles.priority} data-priority={task.priority}>
          {t(task.priority)}
        </span>
        <span>{(task.assignee ?? task.assigneeGroup)?.name ?? t('nobody')}</span>
        {task.dueAt && (
          <span data-overdue={isOverdue || undefined}>
            {t('due')} <Moment at={task.dueAt} />
            {isOverdue && ` · ${t('overdue')}`}
          </span>
        )}
      </div>
      {isOpen && <TaskFacts task={task} />}
      {isClosing && (
        <CloseTaskDialog
          task={task}
          close={(hours) => close.mutateAsync({ params, body: { hours } })}
          onClose={() => setClosing(false)}
        />
      )}
    </li>
  )
}

function TaskFacts({ task }: { task: Task }) {
  const t = useTexts(taskTexts)
  return (
    <div className={styles.facts}>
      {plainText(task.description) ? (
        <RichText html={task.description} />
      ) : (
        <span className={styles.quiet}>{t('noDescription')}</span>
      )}
      <span className={styles.quiet}>
        {t('createdBy')} {task.createdBy.name} · <Moment at={task.createdAt} absolute /> · {t('progress')}{' '}
        {task.percentage} %{task.hours !== null && ` · ${t('hours')} ${t('hoursUnit', { n: task.hours })}`}
      </span>
    </div>
  )
}
