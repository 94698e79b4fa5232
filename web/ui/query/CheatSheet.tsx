import { ActionIcon, Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import type { QueryField } from './completion.ts'
import styles from './QueryBar.module.css'

/** Fields and operators of the query language (INC-21). */
export function CheatSheet({ fields }: { fields: QueryField[] }) {
  const t = useTexts(uiTexts)
  const operators: [string, string][] = [
    [':  =', t('opEquals')],
    ['!=', t('opNot')],
    ['>  >=  <  <=', t('opCompare')],
    ['~', t('opContains')],
    ['!~', t('opNotContains')],
    ['IN (a, b)', t('opIn')],
    ['IS EMPTY  IS NOT EMPTY', t('opEmpty')],
    ['AND  OR  NOT  ( )', t('opBool')],
    ['2026-01-31  -7d  now', t('opTime')],
    ['me', t('opMe')],
    ['phishing', t('opWords')],
  ]
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <ActionIcon aria-label={t('cheatSheet')} title={t('cheatSheet')}>
          <IconInfoCircle size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.sheet}>
          <h2>{t('operators')}</h2>
          {operators.map(([operator, meaning]) => (
            <Fragment key={operator}>
              <code>{operator}</code>
              <span>{meaning}</span>
            </Fragment>
          ))}
          {fields.length > 0 && <h2>{t('fields')}</h2>}
          {fields.map((field) => (
            <Fragment key={field.name}>
              <code>{field.name}</code>
              <span>{[field.label, field.values?.slice(0, 6).join(', ')].filter(Boolean).join(': ')}</span>
            </Fragment>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
