import { deletePlaybook, disablePlaybook, enablePlaybook, type Playbook } from '@tocsin/contracts/playbook.ts'
import { actOnEach, useChange, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useConfirm } from '../ui/index.ts'
import styles from './Library.module.css'
import { playbookTexts } from './texts.ts'

/** Enable, disable and delete what is ticked in the library; each refusal is told. */
export function LibraryBulk({ playbooks, onDone }: { playbooks: Playbook[]; onDone: () => void }) {
  const t = useTexts(playbookTexts)
  const describe = useErrorText()
  const confirm = useConfirm()
  const enable = useChange(enablePlaybook)
  const disable = useChange(disablePlaybook)
  const remove = useChange(deletePlaybook)
  const n = playbooks.length

  const perform = async (act: (params: { id: string }) => Promise<unknown>) => {
    const { done, failed } = await actOnEach(playbooks, ({ id }) => act({ id }))
    if (done > 0) toast.done(t('bulkDone', { n: done }))
    if (failed.length > 0) {
      const reasons = failed.map(({ item, error }) => `${item.name}: ${describe(error)}`).join(' ')
      toast.failed(new Error(t('bulkFailed', { n: failed.length, reasons })))
    }
    onDone()
  }
  const ask = (title: string, text: string, action: string, act: (params: { id: string }) => Promise<unknown>) =>
    void confirm({
      title,
      text: <Named playbooks={playbooks} text={text} />,
      action,
      danger: true,
      run: () => perform(act),
    })

  return (
    <>
      <ActionButton capability="playbook.configure" onClick={() => perform((params) => enable.mutateAsync({ params }))}>
        {t('enable')}
      </ActionButton>
      <ActionButton
        capability="playbook.configure"
        onClick={() =>
          ask(t('bulkDisableTitle', { n }), t('bulkDisableText'), t('disable'), (params) =>
            disable.mutateAsync({ params }),
          )
        }
      >
        {t('disable')}
      </ActionButton>
      <ActionButton
        capability="playbook.configure"
        onClick={() =>
          ask(t('bulkDeleteTitle', { n }), t('bulkDeleteText'), t('delete'), (params) => remove.mutateAsync({ params }))
        }
      >
        {t('delete')}
      </ActionButton>
    </>
  )
}

function Named({ playbooks, text }: { playbooks: Playbook[]; text: string }) {
  return (
    <>
      {text}
      <ul className={styles.named}>
        {playbooks.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </>
  )
}
