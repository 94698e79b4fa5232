import type { ResponseOf } from '@tocsin/contracts/endpoint.ts'
import type { listGroupUses } from '@tocsin/contracts/group.ts'
import { useTexts } from '../i18n/index.ts'
import { groupTexts } from './group-texts.ts'
import styles from './Users.module.css'

/** What names a group, before it is deleted or renamed. */
export function GroupUses({ text, uses }: { text: string; uses: ResponseOf<typeof listGroupUses> }) {
  const t = useTexts(groupTexts)
  const names = uses.playbooks.map(({ name, nodes }) => `${name} (${nodes.join(', ')})`).join('; ')
  return (
    <div className={styles.uses}>
      <p>{text}</p>
      {names && <p>{t('usedBy', { names })}</p>}
      {uses.waiting > 0 && <p>{t('waiting', { n: uses.waiting })}</p>}
      {!names && uses.waiting === 0 && <p>{t('unused')}</p>}
    </div>
  )
}
