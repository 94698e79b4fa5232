import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type AutomationRule, getAutomationRule, removeAutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, ErrorState, Page, Panel, SkeletonLines, StatusTag, toast, useConfirm } from '../ui/index.ts'
import { DryRun } from './DryRun.tsx'
import { RuleForm } from './RuleForm.tsx'
import styles from './Rules.module.css'
import { ruleTexts } from './texts.ts'

/** One rule: its form and the dry run; `new` makes one, for the source in the URL. */
export function RulePage() {
  const t = useTexts(ruleTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { source } = useSearch({ strict: false }) as { source?: string }
  const isNew = id === 'new'
  const { data: rule, error, refetch } = useEndpoint(getAutomationRule, { params: { id } }, { enabled: !isNew })
  const up = { label: t('title'), to: paths.automationRules() }
  if (isNew) {
    return (
      <Page title={t('new')} up={up}>
        <div className={styles.page}>
          <RuleForm rule={null} source={source} />
        </div>
      </Page>
    )
  }
  if (rule) return <OpenRule key={id} rule={rule} />
  return (
    <Page title={t('rule')} up={up}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </Page>
  )
}

function OpenRule({ rule }: { rule: AutomationRule }) {
  const t = useTexts(ruleTexts)
  const navigate = useNavigate()
  const confirm = useConfirm()
  const remove = useChange(removeAutomationRule)
  const askToRemove = async () => {
    const done = await confirm({
      title: t('removeAsk', { name: rule.name }),
      text: t('removeText'),
      action: t('remove'),
      danger: true,
      typeName: rule.name,
      run: () => remove.mutateAsync({ params: { id: rule.id } }),
    })
    if (!done) return
    toast.done(t('removed', { name: rule.name }))
    void navigate({ to: paths.automationRules(), ignoreBlocker: true })
  }
  return (
    <Page
      title={rule.name}
      up={{ label: t('title'), to: paths.automationRules() }}
      tags={
        <>
          <StatusTag tone={rule.enabled ? 'good' : 'neutral'}>{t(rule.enabled ? 'enabled' : 'disabled')}</StatusTag>
          {rule.shipped && <StatusTag>{t('shipped')}</StatusTag>}
        </>
      }
      actions={
        <>
          <ActionButton
            capability="alert.access"
            onClick={() => void navigate({ to: paths.alerts(), search: { ruleId: rule.id } })}
          >
            {t('itsAlerts')}
          </ActionButton>
          <ActionButton color="danger" capability="automation-rule.configure" onClick={askToRemove}>
            {t('remove')}
          </ActionButton>
        </>
      }
    >
      <div className={styles.page}>
        <RuleForm rule={rule} />
        <Panel title={t('dryRun')}>
          <DryRun rule={rule} />
        </Panel>
      </div>
    </Page>
  )
}
