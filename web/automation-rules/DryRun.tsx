import { Checkbox, NumberInput, Textarea } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { type AutomationRule, dryRunAutomationRule } from '@tocsin/contracts/automation-rule.ts'
import type { ResponseOf } from '@tocsin/contracts/endpoint.ts'
import { useState } from 'react'
import { call } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton } from '../ui/index.ts'
import { DryRunRow } from './DryRunRow.tsx'
import styles from './Rules.module.css'
import { readSamples } from './read-samples.ts'
import { ruleTexts } from './texts.ts'

/** What the saved rule would make of real alerts, without doing it (RUL-13). */
export function DryRun({ rule }: { rule: AutomationRule }) {
  const t = useTexts(ruleTexts)
  const [last, setLast] = useState<number | string>(50)
  const [text, setText] = useState('')
  const [onlyMatching, setOnlyMatching] = useState(false)
  const [answer, setAnswer] = useState<ResponseOf<typeof dryRunAutomationRule> | null>(null)
  const samples = readSamples(text)

  const run = async () => {
    setAnswer(
      await call(dryRunAutomationRule, {
        params: { id: rule.id },
        body: { last: Number(last) || 50, ...(samples.alerts ? { alerts: samples.alerts } : {}) },
      }),
    )
  }
  const shown = answer?.results.filter(({ matches }) => matches || !onlyMatching) ?? []

  return (
    <div className={styles.dryRun}>
      <p className={styles.help}>{t('dryRunText')}</p>
      <div className={styles.ask}>
        <NumberInput
          label={t('lastAlerts')}
          min={1}
          max={500}
          value={last}
          onChange={setLast}
          disabled={Boolean(text.trim())}
        />
        <Textarea
          label={t('ownSamples')}
          description={t('ownSamplesHelp')}
          minRows={1}
          maxRows={10}
          spellCheck={false}
          classNames={{ input: styles.mono }}
          value={text}
          error={samples.problem && t('notJson', { reason: samples.problem })}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionButton
          variant="filled"
          leftSection={<IconPlayerPlay size={14} />}
          disabled={samples.problem !== null}
          onClick={run}
        >
          {t('run')}
        </ActionButton>
      </div>
      {answer && (
        <>
          <div className={styles.answer}>
            <strong aria-live="polite">{t('result', { matched: answer.matched, examined: answer.examined })}</strong>
            <Checkbox
              label={t('onlyMatching')}
              checked={onlyMatching}
              onChange={(event) => setOnlyMatching(event.currentTarget.checked)}
            />
          </div>
          <ul className={styles.results}>
            {shown.map((result, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pasted alerts have no identity but their place
              <DryRunRow key={`${result.alertId} ${index}`} result={result} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
