import {
  deletePlaybook,
  disablePlaybook,
  enablePlaybook,
  exportPlaybook,
  type Playbook,
} from '@tocsin/contracts/playbook.ts'
import { download, useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { toast, useConfirm } from '../ui/index.ts'
import { PlaybookUses } from './PlaybookUses.tsx'
import { playbookTexts } from './texts.ts'

/** What is done with a playbook as a whole from a row, a menu and the editor (PBK-18). */
export function usePlaybookDeeds(playbook: Playbook) {
  const t = useTexts(playbookTexts)
  const confirm = useConfirm()
  const enable = useChange(enablePlaybook)
  const disable = useChange(disablePlaybook)
  const remove = useChange(deletePlaybook)
  const { id, name } = playbook
  const attempt = (work: Promise<unknown>, doing: string) =>
    void work.catch((error: unknown) => toast.failed(error, doing))

  return {
    export(format: 'json' | 'tar.gz' | 'zip') {
      const work = download(exportPlaybook, { params: { id }, query: { format } }, `${name}.${format}`)
      attempt(work, t(({ json: 'exportJson', 'tar.gz': 'exportArchive', zip: 'exportZip' } as const)[format]))
    },
    /** Enabling is done at once; before disabling it is shown what would no longer start it. */
    async toggle() {
      if (!playbook.enabled) return attempt(enable.mutateAsync({ params: { id } }), t('enable'))
      await confirm({
        title: t('disableTitle', { name }),
        text: <PlaybookUses id={id} text={t('disableText')} />,
        action: t('disable'),
        run: () => disable.mutateAsync({ params: { id } }),
      })
    },
    /** True once it is deleted. */
    async remove(): Promise<boolean> {
      const isDone = await confirm({
        title: t('deleteTitle', { name }),
        text: <PlaybookUses id={id} text={t('deleteText')} />,
        action: t('delete'),
        danger: true,
        run: () => remove.mutateAsync({ params: { id } }),
      })
      if (isDone) toast.done(t('deleted', { name }))
      return isDone
    },
  }
}
