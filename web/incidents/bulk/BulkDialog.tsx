import { Button, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useFields } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Progress, toast } from '../../ui/index.ts'
import styles from './Bulk.module.css'
import { BulkInputs } from './BulkInputs.tsx'
import { type BulkKind, bulkFields, bulkOperationOf, nothingChosen } from './bulk-operation.ts'
import { bulkTexts } from './texts.ts'
import { type BulkProgress, useBulk } from './use-bulk.ts'

interface BulkDialogProps {
  kind: BulkKind
  /** What it is done to, by id. */
  labels: ReadonlyMap<string, string>
  /** `isDone`: something was changed, so the selection has served. */
  onClose: (isDone: boolean) => void
}

/** Asks what one operation needs, does it with progress, and says of which incident it could not be done and why. */
export function BulkDialog({ kind, labels, onClose }: BulkDialogProps) {
  const t = useTexts(bulkTexts)
  const fields = bulkFields(useFields('incidents').fields)
  const [choice, setChoice] = useState(nothingChosen)
  const [isRunning, setRunning] = useState(false)
  const [over, setOver] = useState<BulkProgress | null>(null)
  const { run, progress, stop } = useBulk()
  const operation = bulkOperationOf(kind, choice, fields)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!operation) return
    setRunning(true)
    try {
      const reached = await run([...labels.keys()], operation)
      if (reached.done === reached.total) {
        toast.done(t('done', { n: reached.done }))
        return onClose(true)
      }
      setOver(reached)
    } catch (error) {
      toast.failed(error, t(kind))
    } finally {
      setRunning(false)
    }
  }

  return (
    <Modal
      opened
      onClose={() => !isRunning && onClose(over !== null)}
      title={t(`${kind}Title`, { n: labels.size })}
      size={560}
      closeOnClickOutside={false}
      closeOnEscape={!isRunning}
      withCloseButton={!isRunning}
    >
      {over ? (
        <Outcome over={over} labels={labels} onClose={() => onClose(true)} />
      ) : (
        <form onSubmit={submit} className={styles.dialog}>
          {isRunning && progress ? (
            <Progress
              label={t('working')}
              done={progress.done + progress.failed.length}
              total={progress.total}
              onStop={stop}
            />
          ) : (
            <>
              <BulkInputs kind={kind} fields={fields} choice={choice} onChoice={setChoice} />
              <div className={styles.buttons}>
                <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
                <Button
                  type="submit"
                  variant="filled"
                  color={kind === 'delete' ? 'danger' : undefined}
                  disabled={!operation}
                >
                  {t(kind)}
                </Button>
              </div>
            </>
          )}
        </form>
      )}
    </Modal>
  )
}

interface OutcomeProps {
  over: BulkProgress
  labels: ReadonlyMap<string, string>
  onClose: () => void
}

function Outcome({ over, labels, onClose }: OutcomeProps) {
  const t = useTexts(bulkTexts)
  const { total, done, failed } = over
  const isStopped = done + failed.length < total
  return (
    <div className={styles.dialog} role="status">
      <strong>{isStopped ? t('stopped', { done, total }) : t('someFailed', { done, failed: failed.length })}</strong>
      {failed.length > 0 && (
        <div className={styles.failed}>
          <table>
            <thead>
              <tr>
                <th>{t('incident')}</th>
                <th>{t('why')}</th>
              </tr>
            </thead>
            <tbody>
              {failed.map(({ id, error }) => (
                <tr key={id}>
                  <td>
                    <Link to={paths.incident(id)}>{labels.get(id) ?? id}</Link>
                  </td>
                  <td>{error.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.buttons}>
        <Button variant="filled" data-autofocus onClick={onClose}>
          {t('ready')}
        </Button>
      </div>
    </div>
  )
}
