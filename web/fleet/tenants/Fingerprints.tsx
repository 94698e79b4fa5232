import { useTexts } from '../../i18n/index.ts'
import { Mono } from '../../ui/index.ts'
import styles from './Tenants.module.css'
import { tenantTexts } from './texts.ts'

/** The fingerprints of both keys, to be compared with what the other side shows (FLT-01). */
export function Fingerprints({ ours, theirs }: { ours: string; theirs: string | null }) {
  const t = useTexts(tenantTexts)
  return (
    <div className={styles.prints}>
      <div className={styles.print}>
        <span className={styles.quiet}>{t('ourPrint')}</span>
        <Mono text={ours} tail={24} />
      </div>
      <div className={styles.print}>
        <span className={styles.quiet}>{t('theirPrint')}</span>
        {theirs ? <Mono text={theirs} tail={24} /> : '–'}
      </div>
    </div>
  )
}
