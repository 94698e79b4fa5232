import { Outlet } from '@tanstack/react-router'
import { useMemo } from 'react'
import { LiveProvider } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { CapabilityContext, PreferenceScope } from '../ui/index.ts'
import { ChoosePassword } from './ChoosePassword.tsx'
import { ConnectBanner } from './ConnectBanner.tsx'
import { Rail } from './Rail.tsx'
import styles from './Shell.module.css'
import { useSession } from './session.ts'
import { TopBar } from './TopBar.tsx'
import { shellTexts } from './texts.ts'

/** Frame of every page: instance stripe, banner under Connect, rail, bar. */
export function Shell() {
  const t = useTexts(shellTexts)
  const { user, instance } = useSession()
  const capabilities = useMemo(() => new Set(user.capabilities), [user.capabilities])
  if (user.mustChangePassword) return <ChoosePassword />
  return (
    <PreferenceScope value={`tocsin/${instance.slug}/${user.id}`}>
      <CapabilityContext value={capabilities}>
        <LiveProvider>
          <div className={styles.shell}>
            <a href="#page" className={styles.skip}>
              {t('skip')}
            </a>
            <div className={styles.stripe} style={{ background: instance.colour }} />
            {user.signedInFrom && <ConnectBanner from={user.signedInFrom} />}
            <Rail />
            <div className={styles.main}>
              <TopBar />
              <main id="page" className={styles.page} tabIndex={-1}>
                <Outlet />
              </main>
            </div>
          </div>
        </LiveProvider>
      </CapabilityContext>
    </PreferenceScope>
  )
}
