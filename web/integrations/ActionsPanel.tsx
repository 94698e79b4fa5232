import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconCode, IconPlayerPlay, IconUpload } from '@tabler/icons-react'
import { type Action, actionTypes, type IntegrationDetail } from '@tocsin/contracts/integration.ts'
import { useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, EmptyState, Panel } from '../ui/index.ts'
import { ActionCode } from './ActionCode.tsx'
import { actionColour } from './action-colour.ts'
import { ImportDialog } from './ImportDialog.tsx'
import styles from './Integrations.module.css'
import { TestAction } from './TestAction.tsx'
import { integrationTexts } from './texts.ts'

const order = ['Enrichment', ...actionTypes.filter((type) => type !== 'Enrichment')] as const

/** The actions by type, each with its inputs and outputs, code and test (INT-01, INT-12). */
export function ActionsPanel({ integration }: { integration: IntegrationDetail }) {
  const t = useTexts(integrationTexts)
  const [isImporting, setImporting] = useState(false)
  const [code, setCode] = useState<Action | null>(null)
  const [tested, setTested] = useState<Action | null>(null)
  const types = order.filter((type) => integration.actions.some((action) => action.type === type))
  return (
    <Panel
      title={t('actions')}
      bare
      actions={
        <ActionButton
          capability="integration.configure"
          leftSection={<IconUpload size={14} />}
          onClick={() => setImporting(true)}
        >
          {t('importAction')}
        </ActionButton>
      }
    >
      {types.length === 0 && <EmptyState compact title={t('noActions')} text={t('noActionsText')} />}
      {types.map((type) => (
        <section key={type} aria-label={t(type)}>
          <div className={styles.group}>{t(type)}</div>
          {integration.actions
            .filter((action) => action.type === type)
            .sort((one, other) => one.name.localeCompare(other.name))
            .map((action) => (
              <ActionRow
                key={action.id}
                action={action}
                onCode={() => setCode(action)}
                onTest={() => setTested(action)}
              />
            ))}
        </section>
      ))}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
      {code && <ActionCode action={code} onClose={() => setCode(null)} />}
      {tested && <TestAction action={tested} resources={integration.resources} onClose={() => setTested(null)} />}
    </Panel>
  )
}

function ActionRow({ action, onCode, onTest }: { action: Action; onCode: () => void; onTest: () => void }) {
  const t = useTexts(integrationTexts)
  const [isOpen, setOpen] = useState(false)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div className={styles.action}>
      <div className={styles.actionHead}>
        <span className={styles.kind} style={{ background: actionColour(action.type) }} aria-hidden />
        <button
          type="button"
          className={styles.actionName}
          aria-expanded={isOpen}
          aria-label={t('show', { name: action.name })}
          onClick={() => setOpen(!isOpen)}
        >
          {action.name}
          <Chevron size={14} aria-hidden />
        </button>
        {action.warnings.length > 0 && (
          <span className={styles.warn} title={action.warnings.join('\n')}>
            {t('warnings', { n: action.warnings.length })}
          </span>
        )}
        {action.useInTriage && <span className={styles.help}>{t('triage')}</span>}
        <span className={styles.spacer} />
        <Button variant="subtle" leftSection={<IconCode size={14} />} onClick={onCode}>
          {t('code')}
        </Button>
        <ActionButton
          variant="subtle"
          capability="integration.configure"
          leftSection={<IconPlayerPlay size={14} />}
          aria-label={t('testAction', { name: action.name })}
          onClick={onTest}
        >
          {t('test')}
        </ActionButton>
      </div>
      {isOpen && <ActionFacts action={action} />}
    </div>
  )
}

function ActionFacts({ action }: { action: Action }) {
  const t = useTexts(integrationTexts)
  return (
    <div className={styles.actionBody}>
      <div>
        <h3>{t('fields')}</h3>
        {action.fields.length === 0 && <span className={styles.help}>{t('noFields')}</span>}
        <ul className={styles.list}>
          {action.fields.map((field) => (
            <li key={field.id}>
              {field.label} <code>{field.id}</code>
              <span>{[field.type, field.required && t('required')].filter(Boolean).join(', ')}</span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{t('outputs')}</h3>
        {action.output.length === 0 && <span className={styles.help}>{t('noOutputs')}</span>}
        <ul className={styles.list}>
          {action.output.map((output) => (
            <li key={output.path}>
              <code>{output.path}</code>
              <span>
                {[output.description, output.example && t('example', { value: output.example })]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {action.warnings.length > 0 && (
        <div>
          <h3>{t('warnings', { n: action.warnings.length })}</h3>
          <ul className={styles.list}>
            {action.warnings.map((warning) => (
              <li key={warning} className={styles.warn}>
                {warning}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
