import { Button } from '@mantine/core'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { FieldValue, isBlank } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { useUserChoices } from '../../users/index.ts'
import { incidentTexts } from '../texts.ts'
import type { FieldConflict } from './conflict.ts'
import styles from './Overview.module.css'

interface VersionConflictProps {
  conflicts: FieldConflict[]
  merged: FieldDescription[]
  onSettle: (field: FieldDescription, side: 'theirs' | 'mine') => void
}

/** What somebody else saved meanwhile: both values of each field that both changed, and the choice (IDT-11). */
export function VersionConflict({ conflicts, merged, onSettle }: VersionConflictProps) {
  const t = useTexts(incidentTexts)
  return (
    <div className={styles.conflict} role="alert">
      <strong>{t('conflictTitle')}</strong>
      {conflicts.length === 0 ? (
        <span>
          {t('conflictMerged')} {merged.map(({ name }) => name).join(', ')}
        </span>
      ) : (
        <>
          <span>{t('conflictText')}</span>
          <table className={styles.versions}>
            <thead>
              <tr>
                <th>{t('field')}</th>
                <th>{t('before')}</th>
                <th>{t('theirs')}</th>
                <th>{t('yours')}</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.map(({ field, base, theirs, mine }) => (
                <tr key={field.internalName}>
                  <th scope="row">{field.name}</th>
                  <td>
                    <Side field={field} value={base} />
                  </td>
                  <td>
                    <Side field={field} value={theirs} />
                    <Button size="compact-xs" onClick={() => onSettle(field, 'theirs')}>
                      {t('takeTheirs')}
                    </Button>
                  </td>
                  <td>
                    <Side field={field} value={mine} />
                    <Button size="compact-xs" onClick={() => onSettle(field, 'mine')}>
                      {t('keepMine')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  )
}

function Side({ field, value }: { field: FieldDescription; value: Json }) {
  const t = useTexts(incidentTexts)
  const users = useUserChoices(typeof value === 'string' ? value : null)
  if (isBlank(value)) return <span className={styles.quiet}>{t('empty')}</span>
  if (field.type === 'user') return users.find((user) => user.value === value)?.label ?? String(value)
  return <FieldValue field={field} value={value} />
}
