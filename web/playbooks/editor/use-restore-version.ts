import type { OpenedPlaybookVersion } from '@tocsin/contracts/playbook.ts'
import { useTexts } from '../../i18n/index.ts'
import { toast, useConfirm } from '../../ui/index.ts'
import { readGraph } from './read-graph.ts'
import { editorTexts } from './texts.ts'
import type { GraphEditor } from './use-graph-editor.ts'

/** Takes a version as the draft; asks where a draft would be overwritten (VER-04). True once it is done. */
export function useRestoreVersion(editor: GraphEditor, hasDraft: boolean) {
  const t = useTexts(editorTexts)
  const confirm = useConfirm()
  return async (version: OpenedPlaybookVersion): Promise<boolean> => {
    const n = version.number
    const question = { title: t('restoreTitle', { n }), text: t('restoreText'), action: t('restore') }
    if (hasDraft && !(await confirm(question))) return false
    const restored = readGraph(version.graph)
    editor.apply(() => restored)
    toast.done(t('restored', { n }))
    return true
  }
}
