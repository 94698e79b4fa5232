import { Button, Modal, Select } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { Json, ResponseOf } from '@tocsin/contracts'
import { type Action, type Resource, testAction } from '@tocsin/contracts/integration.ts'
import { useState } from 'react'
import { CallError, call, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { duration, StatusTag } from '../ui/index.ts'
import { ActionOutput } from './ActionOutput.tsx'
import { FieldInput, type FieldValue } from './FieldInput.tsx'
import styles from './Integrations.module.css'
import { integrationTexts } from './texts.ts'

type Outcome = ResponseOf<typeof testAction>

interface TestActionProps {
  action: Action
  resources: Resource[]
  onClose: () => void
}

/** Runs one action with inputs typed here; enabled once the required ones are filled (INT-12). */
export function TestAction({ action, resources, onClose }: TestActionProps) {
  const t = useTexts(integrationTexts)
  const describe = useErrorText()
  const [resource, setResource] = useState<string | null>(resources[0]?.id ?? null)
  const [inputs, setInputs] = useState<Record<string, FieldValue>>({})
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  const isEmpty = (id: string) => (inputs[id] ?? '').length === 0
  const missing = action.fields.filter(
    ({ id, required, default: preset, type }) => required && preset === null && type !== 'checkbox' && isEmpty(id),
  )
  const details = failure instanceof CallError ? failure.details : []
  const errorOf = (id: string) => details.find(({ path }) => path?.endsWith(`inputs.${id}`))?.message

  const run = async () => {
    setBusy(true)
    setFailure(null)
    setOutcome(null)
    const filled = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value.length > 0))
    const body = { inputs: filled as Record<string, Json>, resourceId: resource ?? undefined }
    try {
      setOutcome(await call(testAction, { params: { id: action.id }, body }))
    } catch (error) {
      setFailure(error)
    }
    setBusy(false)
  }

  return (
    <Modal opened onClose={onClose} title={t('testAction', { name: action.name })} size={760}>
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          if (missing.length === 0 && !busy) void run()
        }}
      >
        <Select
          label={t('resource')}
          data={resources.map(({ id, label }) => ({ value: id, label }))}
          value={resource}
          onChange={setResource}
          clearable
          placeholder={t('noResourceChoice')}
        />
        {action.fields.map((field) => (
          <FieldInput
            key={field.id}
            field={field}
            value={inputs[field.id] ?? ''}
            onChange={(value) => setInputs((before) => ({ ...before, [field.id]: value }))}
            error={errorOf(field.id)}
          />
        ))}
        <div className={styles.row}>
          <span className={styles.help}>
            {missing.length > 0
              ? t('fillRequired', { names: missing.map(({ label }) => label).join(', ') })
              : t('realTest')}
          </span>
          <span className={styles.spacer} />
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={missing.length > 0}
            leftSection={<IconPlayerPlay size={14} />}
          >
            {t('run')}
          </Button>
        </div>
        {failure !== null && (
          <div className={styles.error} role="alert">
            {describe(failure)}
            {details.length > 0 && ` ${details.map(({ path, message }) => `${path ?? ''} ${message}`).join('; ')}`}
          </div>
        )}
        {outcome && (
          <section className={styles.result} aria-label={t('result')}>
            <div className={styles.row}>
              <StatusTag tone={outcome.status === 'succeeded' ? 'good' : 'danger'}>{t(outcome.status)}</StatusTag>
              <span className={styles.help}>{t('took', { time: duration(outcome.durationMs) })}</span>
            </div>
            {outcome.error && <div className={styles.error}>{outcome.error}</div>}
            <ActionOutput output={outcome.output} table={outcome.table} name={action.name} height={360} />
          </section>
        )}
      </form>
    </Modal>
  )
}
