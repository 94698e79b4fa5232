import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useText, useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { usePreference } from '../ui/index.ts'
import { contrastOn } from './contrast-on.ts'
import { useMenu } from './MenuContext.ts'
import { railEntries } from './menu.ts'
import styles from './Shell.module.css'
import type { RailEntry } from './screen.ts'
import { useSession } from './session.ts'
import { shellTexts } from './texts.ts'

/** Is this entry's page, or one below it, open? */
export function isOpen(pathname: string, path: string): boolean {
  return path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)
}

/** The left rail: main pages, then Automation; collapses to icons whose words appear on hover. */
export function Rail() {
  const t = useTexts(shellTexts)
  const { instance } = useSession()
  const menu = useMenu()
  const [isCollapsed, setCollapsed] = usePreference('rail-collapsed', false)
  const automation = railEntries(menu, 'automation')
  const Toggle = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={styles.rail} aria-label={t('menu')} data-collapsed={isCollapsed || undefined}>
      <Link to={paths.home()} className={styles.instance} title={instance.name}>
        <span
          className={styles.swatch}
          style={{ background: instance.colour, color: contrastOn(instance.colour) }}
          aria-hidden
        >
          {instance.name.slice(0, 1).toUpperCase()}
        </span>
        {!isCollapsed && <span className={styles.instanceName}>{instance.name}</span>}
      </Link>
      <div className={styles.entries}>
        {railEntries(menu, 'main').map((entry) => (
          <RailLink key={entry.path} entry={entry} isCollapsed={isCollapsed} />
        ))}
        {automation.length > 0 && <div className={styles.group}>{t('automation')}</div>}
        {automation.map((entry) => (
          <RailLink key={entry.path} entry={entry} isCollapsed={isCollapsed} />
        ))}
      </div>
      <div className={styles.collapse}>
        <ActionIcon
          aria-label={isCollapsed ? t('expand') : t('collapse')}
          title={isCollapsed ? t('expand') : t('collapse')}
          aria-expanded={!isCollapsed}
          onClick={() => setCollapsed(!isCollapsed)}
        >
          <Toggle size={18} />
        </ActionIcon>
      </div>
    </nav>
  )
}

function RailLink({ entry, isCollapsed }: { entry: RailEntry; isCollapsed: boolean }) {
  const text = useText()
  const { pathname } = useLocation()
  const open = isOpen(pathname, entry.path)
  const link = (
    <Link
      to={entry.path}
      className={styles.entry}
      data-open={open || undefined}
      aria-current={open ? 'page' : undefined}
      aria-label={text(entry.label)}
    >
      <entry.icon size={18} stroke={1.6} aria-hidden />
      {!isCollapsed && text(entry.label)}
    </Link>
  )
  if (!isCollapsed) return link
  return (
    <Tooltip label={text(entry.label)} position="right" openDelay={0}>
      {link}
    </Tooltip>
  )
}
