import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import { type PlaybookDetail, publishPlaybook } from '@tocsin/contracts/playbook.ts'
import { compareGraphs, type Problem } from '@tocsin/engine/playbook/index.ts'
import { type FormEvent, useMemo, useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ErrorState, toast } from '../../ui/index.ts'
import { ChangeCount } from '../compare/ChangeCount.tsx'
import styles from './Editor.module.css'
import { readGraph } from './read-graph.ts'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'
import type { GraphEditor } from './use-graph-editor.ts'
import { useProblemText } from './use-problem-text.ts'

interface PublishDialogProps {
  detail: PlaybookDetail
  editor: GraphEditor
  saving: DraftSaving
  problems: readonly Problem[]
  actions: readonly Action[]
  onCompare: () => void
  onClose: () => void
}

/** Makes the draft a new version, with what it changes; offers to enable one that is disabled (VER-03, VER-06). */
export function PublishDialog({ detail, editor, saving, problems, actions, onCompare, onClose }: PublishDialogProps) {
  const t = useTexts(editorTexts)
  const publish = useChange(publishPlaybook)
  const [description, setDescription] = useState('')
  const [enable, setEnable] = useState(true)
  const [failure, setFailure] = useState<unknown>(null)
  const asksToEnable = detail.publishedVersion !== null && !detail.enabled

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setFailure(null)
    if (!(await saving.flush())) return onClose()
    try {
      const body = { description, ...(asksToEnable ? { enable } : {}) }
      const done = await publish.mutateAsync({ params: { id: detail.id }, body })
      saving.settle(done.draft?.revision ?? null, editor.graph)
      toast.done(t('published', { n: done.publishedVersion ?? 1 }))
      onClose()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('publishTitle', { name: detail.name })} size={480}>
      <form className={styles.stack} onSubmit={submit}>
        <Textarea
          label={t('publishDescription')}
          description={t('publishHelp')}
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          data-autofocus
        />
        {asksToEnable && (
          <Checkbox
            label={t('publishEnable')}
            checked={enable}
            onChange={(event) => setEnable(event.currentTarget.checked)}
          />
        )}
        <Since detail={detail} editor={editor} onCompare={onCompare} />
        <Warnings problems={problems} editor={editor} actions={actions} />
        {failure !== null && <ErrorState compact error={failure} title={t('publishTitle', { name: detail.name })} />}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={publish.isPending || saving.state === 'saving'}>
            {t('publish')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What the draft changes, and the way to the picture of it. */
function Since({ detail, editor, onCompare }: Pick<PublishDialogProps, 'detail' | 'editor' | 'onCompare'>) {
  const t = useTexts(editorTexts)
  const { graph: published, publishedVersion: n } = detail
  const comparison = useMemo(
    () => (published ? compareGraphs(readGraph(published), editor.graph) : null),
    [published, editor.graph],
  )
  if (n === null || !comparison) return null
  const isSame = comparison.nodes.every(({ change }) => change === 'same') && comparison.same
  return (
    <div>
      <h3>{t('since', { n })}</h3>
      {isSame ? (
        <p className={styles.quiet}>{t('sinceNothing', { n })}</p>
      ) : (
        <div className={styles.since}>
          <ChangeCount comparison={comparison} />
          <Button size="compact-xs" onClick={onCompare}>
            {t('showPicture')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Warnings({ problems, editor, actions }: Pick<PublishDialogProps, 'problems' | 'editor' | 'actions'>) {
  const t = useTexts(editorTexts)
  const describe = useProblemText(editor.graph, actions)
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  if (warnings.length === 0) return null
  return (
    <div>
      <p className={styles.quiet}>{t('publishWarnings', { n: warnings.length })}</p>
      <ul className={styles.warnings}>
        {warnings.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems may read the same
          <li key={`${problem.code}${problem.nodeId}${index}`}>
            <IconAlertTriangle size={14} className={styles.warn} aria-hidden />
            {describe(problem)}
          </li>
        ))}
      </ul>
    </div>
  )
}
