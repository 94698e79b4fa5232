import type { DefaultField } from '@tocsin/contracts/custom-field.ts'
import { useTexts } from '../i18n/index.ts'
import { Mono, Panel } from '../ui/index.ts'
import styles from './Fields.module.css'
import { optionSummary } from './option-summary.ts'
import { fieldTexts } from './texts.ts'

/** Fields that every record has: they can be renamed and their lists extended, never deleted (CF-02). */
export function DefaultFields({ fields, onEdit }: { fields: DefaultField[]; onEdit: (field: DefaultField) => void }) {
  const t = useTexts(fieldTexts)
  return (
    <Panel title={t('defaults')} bare>
      <table className={styles.table} aria-label={t('defaults')}>
        <thead>
          <tr>
            <th style={{ paddingLeft: 12, width: '18%' }}>{t('name')}</th>
            <th style={{ width: 144 }}>{t('internalName')}</th>
            <th style={{ width: 112 }}>{t('type')}</th>
            <th>{t('options')}</th>
            <th style={{ width: 80 }}>{t('required')}</th>
            <th style={{ width: 96 }}>{t('useAsFilter')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.id}>
              <td style={{ paddingLeft: 12 }}>
                <button type="button" className={styles.name} onClick={() => onEdit(field)} title={field.help}>
                  {field.name}
                </button>
              </td>
              <td>
                <Mono text={field.internalName} />
              </td>
              <td>{t(field.type)}</td>
              <td className={styles.quiet} title={optionSummary(field.options)}>
                {optionSummary(field.options) || (field.readOnly ? t('readOnly') : '–')}
              </td>
              <td>{field.required ? t('yesMark') : <span className={styles.quiet}>–</span>}</td>
              <td>{field.useAsFilter ? t('yesMark') : <span className={styles.quiet}>–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
