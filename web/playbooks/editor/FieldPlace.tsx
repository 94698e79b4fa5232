import type { ReactNode } from 'react'
import styles from './Editor.module.css'

/** Marks where the value at `path` of a node is edited, so that a problem can lead there (PBK-17). */
export function FieldPlace({ path, children }: { path: string; children: ReactNode }) {
  return (
    <div className={styles.place} data-field={path}>
      {children}
    </div>
  )
}
