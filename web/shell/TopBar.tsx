import { ActionIcon, Menu } from '@mantine/core'
import { IconHelp, IconSearch, IconSettings, IconTopologyStar3 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useText, useTexts } from '../i18n/index.ts'
import { useShortcut } from '../ui/index.ts'
import { GoTo } from './GoTo.tsx'
import { HelpSheet } from './HelpSheet.tsx'
import { LiveIndicator } from './LiveIndicator.tsx'
import { useMenu } from './MenuContext.ts'
import { railEntries, settingsEntries } from './menu.ts'
import styles from './Shell.module.css'
import { shellTexts } from './texts.ts'
import { UserMenu } from './UserMenu.tsx'

/** Upper right: live indicator, Go to, help, console menu, settings, user. */
export function TopBar() {
  const t = useTexts(shellTexts)
  const [open, setOpen] = useState<'goto' | 'help' | null>(null)
  const firstSetting = settingsEntries(useMenu())[0]
  useShortcut('Ctrl-k', t('goTo'), () => setOpen('goto'))
  useShortcut('?', t('help'), () => setOpen('help'))
  const close = () => setOpen(null)
  return (
    <header className={styles.top}>
      <LiveIndicator />
      <button type="button" className={styles.goto} onClick={() => setOpen('goto')}>
        <IconSearch size={14} aria-hidden />
        {t('goTo')} …<kbd className={styles.keys}>Ctrl K</kbd>
      </button>
      <ConsoleMenu />
      {firstSetting && (
        <ActionIcon component={Link} to={firstSetting.path} aria-label={t('settings')} title={t('settings')}>
          <IconSettings size={18} stroke={1.6} />
        </ActionIcon>
      )}
      <ActionIcon aria-label={t('help')} title={`${t('help')}  ?`} onClick={() => setOpen('help')}>
        <IconHelp size={18} stroke={1.6} />
      </ActionIcon>
      <UserMenu />
      {open === 'goto' && <GoTo onClose={close} />}
      {open === 'help' && <HelpSheet onClose={close} />}
    </header>
  )
}

/** The console menu behind its icon (MSSP-09). */
function ConsoleMenu() {
  const t = useTexts(shellTexts)
  const text = useText()
  const entries = railEntries(useMenu(), 'console')
  if (entries.length === 0) return null
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('console')} title={t('console')}>
          <IconTopologyStar3 size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('console')}</Menu.Label>
        {entries.map((entry) => (
          <Menu.Item
            key={entry.path}
            component={Link}
            to={entry.path}
            leftSection={<entry.icon size={16} stroke={1.6} />}
          >
            {text(entry.label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
