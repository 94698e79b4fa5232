import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import styles from './Page.module.css'

export interface PageProps {
  title: string
  /** The list this belongs to. */
  up?: { label: string; to: string }
  /** Beside the title: status, severity. */
  tags?: ReactNode
  /** At the right; the one primary button last. */
  actions?: ReactNode
  /** `scroll`: padded text and forms. `fill`: a table, a canvas or columns that scroll by themselves. */
  layout?: 'scroll' | 'fill'
  children: ReactNode
}

/** Every page: a head of one line and a body. Names the browser tab. */
export function Page({ title, up, tags, actions, layout = 'scroll', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Tocsin`
  }, [title])
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        {up && (
          <>
            <Link to={up.to} className={styles.up}>
              {up.label}
            </Link>
            <span className={styles.none} aria-hidden>
              /
            </span>
          </>
        )}
        <h1 className={styles.title} title={title}>
          {title}
        </h1>
        {tags && <div className={styles.tags}>{tags}</div>}
        <span className={styles.spacer} />
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div
        className={styles.body}
        data-padded={layout === 'scroll' || undefined}
        data-fill={layout === 'fill' || undefined}
      >
        {children}
      </div>
    </div>
  )
}
