import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type AutomationRule, listAutomationRules } from '@tocsin/contracts/automation-rule.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, EmptyState, ErrorState, Page, SkeletonLines } from '../ui/index.ts'
import styles from './Rules.module.css'
import { SourceRules } from './SourceRules.tsx'
import { ruleTexts } from './texts.ts'

/** Rules by source, in the order in which they are tried (RUL-01). */
export function RulesPage() {
  const t = useTexts(ruleTexts)
  const navigate = useNavigate()
  const { data, error, refetch } = useEndpoint(listAutomationRules)
  const create = (
    <ActionButton
      variant="filled"
      capability="automation-rule.configure"
      leftSection={<IconPlus size={14} />}
      onClick={() => void navigate({ to: paths.automationRule('new') })}
    >
      {t('new')}
    </ActionButton>
  )
  return (
    <Page title={t('title')} actions={create}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines lines={10} />
      ) : data.items.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} action={create} />
      ) : (
        <div className={styles.sources}>
          <p className={styles.help}>{t('noneText')}</p>
          {bySource(data.items).map(([source, rules]) => (
            <SourceRules key={source} source={source} rules={rules} />
          ))}
        </div>
      )}
    </Page>
  )
}

function bySource(rules: AutomationRule[]): [string, AutomationRule[]][] {
  const groups = new Map<string, AutomationRule[]>()
  for (const rule of rules) groups.set(rule.source, [...(groups.get(rule.source) ?? []), rule])
  return [...groups].toSorted(([one], [other]) => one.localeCompare(other))
}
