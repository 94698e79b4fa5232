import { useNavigate, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import styles from './Page.module.css'

export interface Tab {
  key: string
  label: string
  count?: number
  /** Only the open tab is drawn. */
  content: () => ReactNode
  /** Without padding, for tables, time lines and canvases that scroll by themselves. */
  fill?: boolean
}

interface TabsProps {
  label: string
  tabs: Tab[]
  /** Name in the URL; another one for tabs inside tabs. */
  name?: string
}

/** Tabs whose choice is in the URL; arrow keys move between them. */
export function Tabs({ label, tabs, name = 'tab' }: TabsProps) {
  const id = useId()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const open = tabs.find(({ key }) => key === search[name]) ?? tabs[0]
  if (!open) return null

  const show = (key: string) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, [name]: key === tabs[0]?.key ? undefined : key }),
      replace: true,
    })

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = by && tabs[(tabs.indexOf(open) + by + tabs.length) % tabs.length]
    if (!next) return
    show(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }

  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => show(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        tabIndex={0}
        aria-labelledby={`${id}-${open.key}`}
        className={styles.tabPanel}
        data-padded={!open.fill || undefined}
      >
        {open.content()}
      </div>
    </>
  )
}
