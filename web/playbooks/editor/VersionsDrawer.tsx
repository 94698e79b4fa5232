import { Button, Drawer } from '@mantine/core'
import { getPlaybookVersion, listPlaybookVersions, type OpenedPlaybookVersion } from '@tocsin/contracts/playbook.ts'
import { call, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { EmptyState, ErrorState, Moment, SkeletonLines, StatusTag, toast } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'

interface VersionsDrawerProps {
  playbookId: string
  onView: (version: OpenedPlaybookVersion) => void
  onClose: () => void
}

/** Every published version, newest first, with who published it (VER-03, VER-16). */
export function VersionsDrawer({ playbookId, onView, onClose }: VersionsDrawerProps) {
  const t = useTexts(editorTexts)
  const { data, error, refetch } = useEndpoint(listPlaybookVersions, { params: { id: playbookId } })
  const view = async (number: number) => {
    try {
      onView(await call(getPlaybookVersion, { params: { id: playbookId, number } }))
      onClose()
    } catch (failure) {
      toast.failed(failure, t('version', { n: number }))
    }
  }
  return (
    <Drawer opened onClose={onClose} title={t('versions')} size={420}>
      {error && !data && <ErrorState compact error={error} title={t('versions')} retry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={6} />}
      {data?.items.length === 0 && <EmptyState compact title={t('noVersions')} />}
      <ol className={styles.versions}>
        {data?.items.map((version) => (
          <li key={version.number}>
            <div className={styles.versionHead}>
              <strong>{t('version', { n: version.number })}</strong>
              {version.published && <StatusTag tone="good">{t('versionPublished')}</StatusTag>}
              <span className={styles.spacer} />
              <Button
                aria-label={`${t('view')} ${t('version', { n: version.number })}`}
                onClick={() => void view(version.number)}
              >
                {t('view')}
              </Button>
            </div>
            {version.description && <div>{version.description}</div>}
            <div className={styles.quiet}>
              {version.publishedBy.name}, <Moment at={version.publishedAt} />
            </div>
          </li>
        ))}
      </ol>
    </Drawer>
  )
}
