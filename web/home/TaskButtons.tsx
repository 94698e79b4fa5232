import { changeTask, closeTask, getTask } from '@tocsin/contracts/task.ts'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useConfirm } from '../ui/index.ts'
import styles from './Home.module.css'
import { homeTexts } from './texts.ts'

/** Approve, approve and close, decline or close a task without leaving the page (HOME-02, TSK-06). */
export function TaskButtons({ id, title }: { id: string; title: string }) {
  const t = useTexts(homeTexts)
  const confirm = useConfirm()
  const { data: task } = useEndpoint(getTask, { params: { id } })
  const alsoChanges = ['operations', 'incidents']
  const change = useChange(changeTask, { alsoChanges })
  const close = useChange(closeTask, { alsoChanges })
  const params = { id }
  if (!task) return null

  const approve = async () => {
    await change.mutateAsync({ params, body: { status: 'in_progress', version: task.version } })
    toast.done(t('approved', { title }))
  }
  const finish = async () => {
    await close.mutateAsync({ params, body: {} })
    toast.done(t('closed', { title }))
  }
  const approveAndFinish = async () => {
    await change.mutateAsync({ params, body: { status: 'in_progress', version: task.version } })
    await finish()
  }
  const decline = async () => {
    const isDone = await confirm({
      title: t('declineTitle', { title }),
      text: t('declineText'),
      action: t('decline'),
      danger: true,
      run: () => change.mutateAsync({ params, body: { status: 'declined', version: task.version } }),
    })
    if (isDone) toast.done(t('declined', { title }))
  }

  const { abilities } = task
  return (
    <>
      {task.status === 'waiting_owner' ? (
        <>
          <ActionButton variant="filled" ability={abilities.change} onClick={approve}>
            {t('approve')}
          </ActionButton>
          <ActionButton ability={abilities.close} onClick={approveAndFinish}>
            {t('approveClose')}
          </ActionButton>
          <ActionButton ability={abilities.change} onClick={() => void decline()}>
            {t('decline')}
          </ActionButton>
        </>
      ) : (
        <ActionButton variant="filled" ability={abilities.close} onClick={finish}>
          {t('closeTask')}
        </ActionButton>
      )}
      <span className={styles.quiet}>
        {task.priority}
        {task.percentage > 0 && `, ${t('percent', { n: task.percentage })}`}
      </span>
    </>
  )
}
