import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useText, useTexts } from '../i18n/index.ts'
import { useMenu } from './MenuContext.ts'
import { settingsEntries, settingsSections } from './menu.ts'
import { isOpen } from './Rail.tsx'
import styles from './Shell.module.css'
import { shellTexts } from './texts.ts'

/** The settings area: its own menu in the blocks of GEN-03 and GEN-04, and the page. */
export function SettingsFrame() {
  const t = useTexts(shellTexts)
  const text = useText()
  const { pathname } = useLocation()
  const entries = settingsEntries(useMenu())
  return (
    <div className={styles.settings}>
      <nav className={styles.settingsMenu} aria-label={t('settings')}>
        {settingsSections.map((section) => {
          const inside = entries.filter((entry) => entry.section === section)
          if (inside.length === 0) return null
          return (
            <div key={section}>
              <div className={styles.group}>{t(section)}</div>
              {inside.map((entry) => (
                <Link
                  key={entry.path}
                  to={entry.path}
                  className={styles.entry}
                  data-open={isOpen(pathname, entry.path) || undefined}
                  aria-current={isOpen(pathname, entry.path) ? 'page' : undefined}
                >
                  {text(entry.label)}
                </Link>
              ))}
            </div>
          )
        })}
      </nav>
      <Outlet />
    </div>
  )
}
