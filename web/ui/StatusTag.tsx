import styles from './StatusTag.module.css'

export type Tone = 'neutral' | 'active' | 'good' | 'warn' | 'danger'

/** The state of an object as a word; the tone says whether somebody must act. */
export function StatusTag({ tone = 'neutral', children }: { tone?: Tone; children: string }) {
  return (
    <span className={`${styles.tag} ${tone === 'neutral' ? '' : styles[tone]}`}>
      <span className={styles.mark} aria-hidden />
      {children}
    </span>
  )
}
