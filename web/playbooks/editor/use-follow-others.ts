import type { PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { isSameGraph, openedGraph } from './read-graph.ts'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'
import type { GraphEditor } from './use-graph-editor.ts'

/**
 * Takes over what somebody else saved or published while nothing of one's own is unsaved. With unsaved changes the next
 * save finds the conflict and asks.
 */
export function useFollowOthers(detail: PlaybookDetail, editor: GraphEditor, saving: DraftSaving): void {
  const t = useTexts(editorTexts)
  const seen = useRef(detail.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server says anew can differ
  useEffect(() => {
    const theirs = detail.draft?.revision ?? null
    const own = saving.revision()
    const before = seen.current
    seen.current = Math.max(before, detail.version)
    if (saving.state !== 'saved' || theirs === own) return
    // Answers that were on their way while one's own draft was saved or published are older, not newer.
    if (detail.version < before) return
    if (own !== null && (theirs === null ? detail.version === before : theirs < own)) return
    const opened = openedGraph(detail)
    if (isSameGraph(opened, editor.graph)) return saving.settle(theirs, editor.graph)
    editor.restart(opened)
    saving.settle(theirs, opened)
    toast.note(t('loadedOther'))
  }, [detail])
}
