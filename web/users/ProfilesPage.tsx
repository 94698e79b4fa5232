import { IconCheck } from '@tabler/icons-react'
import { listProfiles, listUsers } from '@tocsin/contracts/access.ts'
import { type Capability, capabilities, withPrerequisites } from '@tocsin/contracts/capabilities.ts'
import { Fragment, useMemo } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ErrorState, Page, SkeletonLines } from '../ui/index.ts'
import { capabilityAreas } from './capability-areas.ts'
import { userTexts } from './texts.ts'
import styles from './Users.module.css'

const areas = capabilityAreas()

/** What each profile allows, as the tree of ROL-03. */
export function ProfilesPage() {
  const t = useTexts(userTexts)
  const { data, error, refetch } = useEndpoint(listProfiles)
  const users = useEndpoint(listUsers).data?.items ?? []
  const profiles = useMemo(
    () =>
      (data?.items ?? []).map((profile) => ({
        ...profile,
        allowed: withPrerequisites(profile.capabilities.filter((one): one is Capability => one in capabilities)),
      })),
    [data],
  )
  return (
    <Page title={t('profiles')}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines lines={14} />
      ) : (
        <>
          <p className={styles.help}>{t('profilesText')}</p>
          <table className={styles.profiles}>
            <thead>
              <tr>
                <th scope="col">{t('capability')}</th>
                {profiles.map((profile) => (
                  <th key={profile.id} scope="col">
                    {profile.name}
                    <span className={styles.under}>
                      {t('count', { n: users.filter((user) => user.profile === profile.name).length })}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {areas.map(({ area, entries }) => (
                <Fragment key={area}>
                  <tr className={styles.area}>
                    <th scope="rowgroup" colSpan={profiles.length + 1}>
                      {area}
                    </th>
                  </tr>
                  {entries.map(({ capability, text }) => (
                    <tr key={capability}>
                      <th scope="row" title={capability}>
                        {text}
                      </th>
                      {profiles.map((profile) => (
                        <td key={profile.id}>
                          {profile.allowed.has(capability) ? (
                            <IconCheck size={14} className={styles.yes} aria-label={t('allowed')} />
                          ) : (
                            <span className={styles.no} role="img" aria-label={t('notAllowed')}>
                              –
                            </span>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Page>
  )
}
