import { IconPlus } from '@tabler/icons-react'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { listIncidentTasks, type Task } from '@tocsin/contracts/task.ts'
import { useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, SkeletonLines } from '../../ui/index.ts'
import { TaskDialog } from './TaskDialog.tsx'
import { TaskRow } from './TaskRow.tsx'
import styles from './Tasks.module.css'
import { taskTexts } from './texts.ts'

/** What has to be done in this incident, by due date (TSK-01 … TSK-07). */
export function Tasks({ incident }: { incident: Incident }) {
  const t = useTexts(taskTexts)
  const params = { id: String(incident.id) }
  const { data, error, refetch } = useEndpoint(listIncidentTasks, { params })
  const [editing, setEditing] = useState<Task | 'new' | null>(null)
  const create = (
    <ActionButton
      variant="filled"
      capability="task.edit"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing('new')}
    >
      {t('newTask')}
    </ActionButton>
  )
  return (
    <div className={styles.tasks}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines lines={6} />
      ) : data.items.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} action={create} />
      ) : (
        <>
          <div className={styles.bar}>{create}</div>
          <ul className={styles.list} aria-label={t('tasks')}>
            {data.items.map((task) => (
              <TaskRow key={task.id} task={task} onEdit={() => setEditing(task)} />
            ))}
          </ul>
        </>
      )}
      {editing && (
        <TaskDialog incidentId={params.id} task={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  )
}
