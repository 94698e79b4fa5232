import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DryRunResult } from '@tocsin/contracts/automation-rule.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { useState } from 'react'
import { FieldValue, isBlank, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Clipped, Field, Fields, Mono, StatusTag, ValueChip } from '../ui/index.ts'
import styles from './Rules.module.css'
import { ruleTexts } from './texts.ts'

/** One alert of the dry run: matches or not, and why; unfolds to what would be created. */
export function DryRunRow({ result }: { result: DryRunResult }) {
  const t = useTexts(ruleTexts)
  const [isOpen, setOpen] = useState(false)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const { would } = result
  const tone = !result.matches ? 'neutral' : would?.error ? 'danger' : result.takenBy ? 'warn' : 'good'
  return (
    <li className={styles.result}>
      <div className={styles.resultLine}>
        <button
          type="button"
          className={styles.unfold}
          aria-expanded={isOpen}
          aria-label={result.title}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron size={14} />
        </button>
        <StatusTag tone={tone}>{t(result.matches ? 'matches' : 'noMatch')}</StatusTag>
        {result.alertId === null ? (
          <Clipped text={result.title} />
        ) : (
          <Link to={paths.alert(String(result.alertId))} className={styles.alert}>
            <Clipped text={result.title} />
          </Link>
        )}
        <span className={styles.quiet}>
          {would?.error
            ? `${t('wouldFail')}: ${would.error}`
            : result.takenBy
              ? t('takenBy', { name: result.takenBy })
              : result.failedFilters.join(' · ')}
        </span>
      </div>
      {isOpen && (
        <div className={styles.would}>
          {result.failedFilters.length > 0 && (
            <Fields>
              <Field label={t('why')}>{result.failedFilters.join(' · ')}</Field>
            </Fields>
          )}
          {would && <Would would={would} />}
        </div>
      )}
    </li>
  )
}

function Would({ would }: { would: NonNullable<DryRunResult['would']> }) {
  const t = useTexts(ruleTexts)
  const { byName } = useFields('incidents')
  const triage = useFields('triage').byName
  const isTriage = would.action === 'add-to-triage'
  const filled = Object.entries(would.fields).filter(([, value]) => !isBlank(value))
  return (
    <>
      <strong>{`${t('would')}: ${t(isTriage ? 'addToTriage' : 'createIncident')}`}</strong>
      <Fields>
        {filled.map(([name, value]) => {
          const field = (isTriage ? (triage.get(name) ?? byName.get(name)) : byName.get(name)) ?? null
          return (
            <Field key={name} label={field?.name ?? name}>
              {field ? <FieldValue field={field} value={value} /> : plain(value)}
            </Field>
          )
        })}
        {would.artifacts.length > 0 && (
          <Field label={t('artifacts')}>
            <Chips items={would.artifacts.map(({ name, value }) => ({ kind: name, value }))} />
          </Field>
        )}
        {would.entities.length > 0 && (
          <Field label={t('entities')}>
            <Chips items={would.entities.map(({ type, value }) => ({ kind: type, value }))} />
          </Field>
        )}
        {would.group && (
          <Field label={t('group')}>
            <Mono text={would.group.join(' · ')} />
          </Field>
        )}
      </Fields>
    </>
  )
}

const plain = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value))

function Chips({ items }: { items: { kind: string; value: string }[] }) {
  return (
    <span className={styles.chips}>
      {items.map(({ kind, value }) => (
        <ValueChip key={`${kind} ${value}`} kind={kind} text={value} />
      ))}
    </span>
  )
}
