import { useBlocker } from '@tanstack/react-router'
import { useTexts } from '../../i18n/index.ts'
import { useConfirm } from '../../ui/index.ts'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'

/** Saves what is unsaved before the page is left, and asks only where that fails (PBK-10). */
export function useAskBeforeLeaving(saving: DraftSaving): void {
  const t = useTexts(editorTexts)
  const confirm = useConfirm()
  const isUnsaved = saving.state !== 'saved'
  useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: () => isUnsaved,
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false
      if (saving.state !== 'stale' && (await saving.flush())) return false
      return !(await confirm({
        title: t('leaveTitle'),
        text: t('leaveText'),
        action: t('leave'),
        refuse: t('stay'),
        danger: true,
      }))
    },
  })
}
