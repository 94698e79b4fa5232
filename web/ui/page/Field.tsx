import type { ReactNode } from 'react'
import styles from './Page.module.css'

/** A list of facts: label left, value right. */
export function Fields({ children }: { children: ReactNode }) {
  return <dl className={styles.fields}>{children}</dl>
}

/** One fact; without a value it shows a dash, so that nothing moves when one comes. */
export function Field({ label, children }: { label: string; children?: ReactNode }) {
  const isEmpty = children === null || children === undefined || children === ''
  return (
    <>
      <dt>{label}</dt>
      <dd>{isEmpty ? <span className={styles.none}>–</span> : children}</dd>
    </>
  )
}
