import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { usePreference } from '../preference.ts'
import styles from './Page.module.css'

interface PanelProps {
  title: string
  actions?: ReactNode
  /** Remembers under this name whether it is folded; without a name it cannot be. */
  name?: string
  /** Without padding, for tables. */
  bare?: boolean
  children: ReactNode
}

/** A bordered section with a title. Panels do not go into panels. */
export function Panel({ title, actions, name, bare, children }: PanelProps) {
  const id = useId()
  const [isFolded, setFolded] = usePreference(`folded/${name ?? ''}`, false)
  const isOpen = !name || !isFolded
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.panelHead} data-open={isOpen || undefined}>
        {name ? (
          <button
            type="button"
            id={id}
            className={styles.panelTitle}
            aria-expanded={isOpen}
            onClick={() => setFolded(isOpen)}
          >
            <Chevron size={14} aria-hidden />
            {title}
          </button>
        ) : (
          <h2 id={id} className={styles.panelTitle}>
            {title}
          </h2>
        )}
        <span className={styles.spacer} />
        {actions}
      </div>
      {isOpen && (
        <div className={styles.panelBody} data-bare={bare || undefined}>
          {children}
        </div>
      )}
    </section>
  )
}
