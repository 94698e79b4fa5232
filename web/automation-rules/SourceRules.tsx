import { Switch, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type AutomationRule, changeAutomationRule, orderAutomationRules } from '@tocsin/contracts/automation-rule.ts'
import { useState } from 'react'
import { useChange } from '../api/index.ts'
import { useLanguage, useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Moment, Panel, StatusTag, toast, useAbility, useReorder } from '../ui/index.ts'
import styles from './Rules.module.css'
import { ruleTexts } from './texts.ts'

/** The rules of one source; the six dots change the order in which they are tried. */
export function SourceRules({ source, rules }: { source: string; rules: AutomationRule[] }) {
  const t = useTexts(ruleTexts)
  const mayConfigure = useAbility(true, 'automation-rule.configure') === true
  const order = useChange(orderAutomationRules)
  const [pending, setPending] = useState<string[] | null>(null)
  const sorted = rules.toSorted((one, other) => one.position - other.position)
  const shown = pending ? pending.flatMap((id) => sorted.find((rule) => rule.id === id) ?? []) : sorted
  const reorder = useReorder(
    shown.map(({ id }) => id),
    (ids) => {
      setPending(ids)
      order
        .mutateAsync({ body: { source, ids } })
        .catch((error: unknown) => toast.failed(error, t('order')))
        .finally(() => setPending(null))
    },
    mayConfigure,
  )
  return (
    <Panel title={source} bare>
      <table className={styles.table} aria-label={source}>
        <thead>
          <tr>
            <th style={{ width: 64 }}>
              <VisuallyHidden>{t('order')}</VisuallyHidden>
            </th>
            <th style={{ width: 72 }}>{t('enabled')}</th>
            <th style={{ width: '30%' }}>{t('name')}</th>
            <th>{t('filters')}</th>
            <th style={{ width: 144 }}>{t('action')}</th>
            <th style={{ width: 88, textAlign: 'right' }}>{t('matched')}</th>
            <th style={{ width: 112 }}>{t('lastMatched')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((rule, index) => (
            <tr key={rule.id} data-off={!rule.enabled || undefined} {...reorder.row(rule.id)}>
              <td>
                {reorder.handle(rule.id, rule.name)}
                <span className={styles.quiet}>{index + 1}</span>
              </td>
              <td>
                <EnableSwitch rule={rule} />
              </td>
              <td>
                <Link to={paths.automationRule(rule.id)} className={styles.name} title={rule.description}>
                  {rule.name}
                </Link>
                {rule.shipped && <StatusTag>{t('shipped')}</StatusTag>}
              </td>
              <td>
                <FilterSummary rule={rule} />
              </td>
              <td>{t(rule.action.kind === 'add-to-triage' ? 'addToTriage' : 'createIncident')}</td>
              <td style={{ textAlign: 'right' }}>
                <Matched count={rule.matchedCount} />
              </td>
              <td>
                {rule.lastMatchedAt ? <Moment at={rule.lastMatchedAt} /> : <span className={styles.quiet}>–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Matched({ count }: { count: number }) {
  const { language } = useLanguage()
  return <span className={styles.figure}>{count.toLocaleString(language)}</span>
}

function FilterSummary({ rule }: { rule: AutomationRule }) {
  const t = useTexts(ruleTexts)
  if (rule.filters.length === 0) return <span className={styles.quiet}>{t('everything')}</span>
  const text = rule.filters.map(({ field, operator, value }) => `${field} ${t(operator)} ${value || '""'}`).join(' · ')
  return (
    <span className={styles.summary} title={text}>
      {text}
    </span>
  )
}

function EnableSwitch({ rule }: { rule: AutomationRule }) {
  const t = useTexts(ruleTexts)
  const ability = useAbility(true, 'automation-rule.configure')
  const change = useChange(changeAutomationRule)
  return (
    <Switch
      aria-label={t('enable', { name: rule.name })}
      title={ability === true ? undefined : ability}
      disabled={ability !== true || change.isPending}
      checked={change.isPending ? (change.variables?.body?.enabled ?? rule.enabled) : rule.enabled}
      onChange={(event) =>
        change
          .mutateAsync({
            params: { id: rule.id },
            body: { version: rule.version, enabled: event.currentTarget.checked },
          })
          .catch((error: unknown) => toast.failed(error, t('enable', { name: rule.name })))
      }
    />
  )
}
