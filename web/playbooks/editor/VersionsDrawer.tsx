import { Button, Drawer } from '@mantine/core'
import {
  getPlaybookVersion,
  listPlaybookVersions,
  type OpenedPlaybookVersion,
  type PlaybookDetail,
  type PlaybookVersion,
} from '@tocsin/contracts/playbook.ts'
import { call, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, Moment, SkeletonLines, StatusTag, toast } from '../../ui/index.ts'
import { otherThan, type VersionChoice } from '../compare/version-choice.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'

interface VersionsDrawerProps {
  detail: PlaybookDetail
  hasDraft: boolean
  onView: (version: OpenedPlaybookVersion) => void
  onCompare: (chosen: VersionChoice) => void
  /** True once the version is the draft. */
  onRestore: (version: OpenedPlaybookVersion) => Promise<boolean>
  onClose: () => void
}

/** The draft and every published version, newest first, with who made it and when (VER-03, VER-16). */
export function VersionsDrawer({ detail, hasDraft, onView, onCompare, onRestore, onClose }: VersionsDrawerProps) {
  const t = useTexts(editorTexts)
  const { data, error, refetch } = useEndpoint(listPlaybookVersions, { params: { id: detail.id } })
  const versions = data?.items ?? []
  const mayCompare = (chosen: VersionChoice) => otherThan(chosen, versions, hasDraft) !== null
  const compare = (chosen: VersionChoice, name: string) => (
    <Button
      size="compact-xs"
      aria-label={t('compareOf', { name })}
      disabled={!mayCompare(chosen)}
      onClick={() => onCompare(chosen)}
    >
      {t('compare')}
    </Button>
  )
  const open = async (number: number, use: (version: OpenedPlaybookVersion) => Promise<boolean> | boolean) => {
    try {
      const version = await call(getPlaybookVersion, { params: { id: detail.id, number } })
      if (await use(version)) onClose()
    } catch (failure) {
      toast.failed(failure, t('version', { n: number }))
    }
  }
  const view = (version: OpenedPlaybookVersion) => {
    onView(version)
    return true
  }

  return (
    <Drawer opened onClose={onClose} title={t('versions')} size={440}>
      {error && !data && <ErrorState compact error={error} title={t('versions')} retry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={6} />}
      {data && versions.length === 0 && !hasDraft && <EmptyState compact title={t('noVersions')} />}
      <ol className={styles.versions}>
        {hasDraft && data && (
          <li>
            <strong>{t('draft')}</strong>
            <div className={styles.quiet}>
              {detail.draft ? (
                <>
                  {detail.draft.savedBy.name}, <Moment at={detail.draft.savedAt} />
                </>
              ) : (
                t('pending')
              )}
            </div>
            {versions.length > 0 && <div className={styles.versionTools}>{compare('draft', t('draft'))}</div>}
          </li>
        )}
        {versions.map((version) => (
          <li key={version.number}>
            <VersionHead version={version} />
            <div className={styles.versionTools}>
              <Button
                size="compact-xs"
                aria-label={t('viewOf', { n: version.number })}
                onClick={() => void open(version.number, view)}
              >
                {t('view')}
              </Button>
              {compare(version.number, t('version', { n: version.number }))}
              <ActionButton
                size="compact-xs"
                ability={detail.abilities.edit}
                aria-label={t('restoreOf', { n: version.number })}
                onClick={() => void open(version.number, onRestore)}
              >
                {t('restore')}
              </ActionButton>
            </div>
          </li>
        ))}
      </ol>
      {versions.length === 0 && hasDraft && data && <p className={styles.quiet}>{t('noVersions')}</p>}
    </Drawer>
  )
}

function VersionHead({ version }: { version: PlaybookVersion }) {
  const t = useTexts(editorTexts)
  return (
    <>
      <div className={styles.versionHead}>
        <strong>{t('version', { n: version.number })}</strong>
        {version.published && <StatusTag tone="good">{t('versionPublished')}</StatusTag>}
      </div>
      {version.description && <div>{version.description}</div>}
      <div className={styles.quiet}>
        {version.publishedBy.name}, <Moment at={version.publishedAt} />
      </div>
    </>
  )
}
