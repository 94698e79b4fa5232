import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listPlaybookUses, type PlaybookUse } from '@tocsin/contracts/playbook.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ErrorState, SkeletonLines } from '../ui/index.ts'
import styles from './Library.module.css'
import { playbookTexts } from './texts.ts'

/** In a question about a playbook: what the deed does, and everything that starts the playbook today. */
export function PlaybookUses({ id, text }: { id: string; text: string }) {
  const t = useTexts(playbookTexts)
  const { data, error, refetch } = useEndpoint(listPlaybookUses, { params: { id } })
  return (
    <div className={styles.uses}>
      <p>{text}</p>
      {!data && !error && <SkeletonLines lines={2} />}
      {error && !data && <ErrorState compact error={error} title={t('usedIn')} retry={() => void refetch()} />}
      {data?.items.length === 0 && <p className={styles.help}>{t('usedNowhere')}</p>}
      {data && data.items.length > 0 && (
        <>
          <p className={styles.usesHead}>
            <IconAlertTriangle size={16} color="var(--warn)" aria-hidden />
            {t('usedInCount', { n: data.items.length })}
          </p>
          <ul>
            {data.items.map((use) => (
              <li key={`${use.kind}/${use.id}`}>
                <UseLine use={use} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function UseLine({ use }: { use: PlaybookUse }) {
  const t = useTexts(playbookTexts)
  switch (use.kind) {
    case 'incident-template':
      return <>{t(use.autorun ? 'usedByAutorun' : 'usedByTemplate', { name: use.name })}</>
    case 'automation-rule':
      return <>{t('usedByRule', { name: use.name, template: use.template ?? '' })}</>
    case 'playbook':
      return (
        <>
          {t('usedByPlaybook', { node: use.node ?? '' })}{' '}
          <Link to={paths.playbook(use.id)} target="_blank">
            {use.name}
          </Link>
        </>
      )
  }
}
