import { useParams } from '@tanstack/react-router'
import { getPlaybook } from '@tocsin/contracts/playbook.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ErrorState, Page, SkeletonLines } from '../../ui/index.ts'
import { playbookTexts } from '../texts.ts'
import { Editor } from './Editor.tsx'
import { editorTexts } from './texts.ts'

/** One playbook on its canvas; looking at it changes nothing (PBK-04). */
export function EditorPage() {
  const t = useTexts(editorTexts)
  const library = useTexts(playbookTexts)
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useEndpoint(getPlaybook, { params: { id } })
  if (data) return <Editor key={id} detail={data} />
  return (
    <Page title={library('title')} up={{ label: library('title'), to: paths.playbooks() }}>
      {error ? (
        <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  )
}
