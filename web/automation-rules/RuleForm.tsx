import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listAlertSources } from '@tocsin/contracts/alert.ts'
import { type AutomationRule, changeAutomationRule, createAutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { useRef } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { activeOptions, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Form, Panel, toast, useAbility, useForm } from '../ui/index.ts'
import { ActionChoice } from './ActionChoice.tsx'
import { FilterRows } from './FilterRows.tsx'
import { MappingRows } from './MappingRows.tsx'
import { PathInput } from './PathInput.tsx'
import styles from './Rules.module.css'
import { bodyOf, draftOf } from './rule-draft.ts'
import { ruleTexts } from './texts.ts'
import { useSamples } from './use-samples.ts'

interface RuleFormProps {
  rule: AutomationRule | null
  /** Of a new rule. */
  source?: string
}

/** A rule as four questions: which alerts, what to do, what to fill in, what belongs together. */
export function RuleForm({ rule, source }: RuleFormProps) {
  const t = useTexts(ruleTexts)
  const navigate = useNavigate()
  const sources = useEndpoint(listAlertSources).data?.items ?? []
  const create = useChange(createAutomationRule)
  const change = useChange(changeAutomationRule)
  const mayConfigure = useAbility(true, 'automation-rule.configure')
  const made = useRef<AutomationRule | null>(null)
  // Of the rule as this form knows it: what somebody else saves meanwhile must not be overwritten.
  const version = useRef(rule?.version)
  const form = useForm({
    initial: draftOf(rule, source),
    schema: rule ? changeAutomationRule.body : createAutomationRule.body,
    toBody: bodyOf,
    save: async (draft) => {
      made.current = rule
        ? await change.mutateAsync({ params: { id: rule.id }, body: { ...bodyOf(draft), version: version.current } })
        : await create.mutateAsync({ body: bodyOf(draft) })
      version.current = made.current.version
    },
    onSaved: () => {
      toast.done(t('saved', { name: form.values.name }))
      if (!rule && made.current) void navigate({ to: paths.automationRule(made.current.id), ignoreBlocker: true })
    },
  })
  const { values } = form
  const samples = useSamples(values.source)
  const { fields } = useFields(values.action === 'add-to-triage' ? 'triage' : 'incidents')
  const incidentFields = useFields('incidents').fields
  const own = fields.filter(({ readOnly }) => !readOnly)
  const targets = (
    values.action === 'add-to-triage'
      ? [
          ...incidentFields.filter(({ internalName }) => triageTargets.includes(internalName)),
          ...own.filter(({ internalName }) => !triageTargets.includes(internalName)),
        ]
      : own
  ).map((field) => ({ value: field.internalName, label: field.name, options: activeOptions(field) }))

  return (
    <Form
      form={form}
      submit={t(rule ? 'save' : 'create')}
      blocked={mayConfigure === true ? null : mayConfigure}
      onCancel={() => void navigate({ to: paths.automationRules() })}
    >
      <div className={styles.pair}>
        <TextInput label={t('name')} withAsterisk maxLength={255} {...form.field('name')} />
        <Select
          label={t('source')}
          withAsterisk
          description={sources.length === 0 ? t('needSource') : undefined}
          data={sources.map(({ name }) => name)}
          {...form.field('source')}
          value={values.source || null}
          onChange={(next) => form.set('source', next ?? '')}
        />
      </div>
      <Textarea label={t('description')} minRows={1} maxLength={4000} {...form.field('description')} />
      <Switch label={t('enabled')} {...form.flag('enabled')} />
      <Panel title={t('filters')}>
        <p className={styles.help}>{t('filtersHelp')}</p>
        <FilterRows filters={values.filters} samples={samples} onChange={(next) => form.set('filters', next)} />
      </Panel>
      <Panel title={t('action')}>
        <ActionChoice values={values} set={form.set} />
      </Panel>
      <Panel title={t('mapping')}>
        <p className={styles.help}>{t('mappingHelp')}</p>
        <MappingRows
          mappings={values.mappings}
          samples={samples}
          targets={targets}
          onChange={(next) => form.set('mappings', next)}
        />
      </Panel>
      <Panel title={t('harvest')}>
        <div className={styles.rows}>
          <Switch label={t('harvestSwitch')} {...form.flag('harvest')} />
          {values.harvest && (
            <div className={styles.labelled}>
              <span>{t('harvestPath')}</span>
              <PathInput
                label={t('harvestPath')}
                placeholder={t('harvestPathHelp')}
                samples={samples}
                value={values.harvestPath}
                onChange={(next) => form.set('harvestPath', next)}
              />
            </div>
          )}
        </div>
      </Panel>
      <Panel title={t('grouping')}>
        <div className={styles.rows}>
          <Switch label={t('groupingSwitch')} {...form.flag('grouping')} />
          {values.grouping && (
            <div className={styles.pair}>
              <Textarea
                label={t('groupPaths')}
                withAsterisk
                minRows={2}
                spellCheck={false}
                classNames={{ input: styles.mono }}
                {...form.field('groupPaths')}
                error={form.errors.other.find((message) => message.startsWith('grouping'))}
              />
              <NumberInput label={t('window')} withAsterisk min={1} max={43_200} {...form.field('windowMinutes')} />
            </div>
          )}
        </div>
      </Panel>
    </Form>
  )
}

/** What a triage event has of its own beside the fields of its section; named as for incidents. */
const triageTargets = ['name', 'description', 'additional_info', 'type', 'restriction']
