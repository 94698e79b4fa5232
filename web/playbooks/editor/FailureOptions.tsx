import { Checkbox, NumberInput } from '@mantine/core'
import type { ActionNode } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { DurationInput } from './DurationInput.tsx'
import { durationText } from './duration-text.ts'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { flowFormTexts } from './flow-form-texts.ts'

type Options = Pick<ActionNode, 'timeoutSeconds' | 'retry' | 'failureExit'>

interface FailureOptionsProps {
  options: Options
  readOnly: boolean
  onChange: (options: Options, about: string) => void
}

/** What happens when a step fails: limit of an attempt, further attempts with growing pauses, an exit of its own (EXE-06). */
export function FailureOptions({ options, readOnly, onChange }: FailureOptionsProps) {
  const t = useTexts(flowFormTexts)
  const { timeoutSeconds, retry, failureExit } = options
  const set = (part: Partial<Options>, about: string) =>
    onChange({ timeoutSeconds, retry, failureExit, ...part }, about)
  return (
    <fieldset className={styles.inputs}>
      <legend>{t('ifItFails')}</legend>
      <FieldPlace path="timeoutSeconds">
        <Checkbox
          label={t('limit')}
          disabled={readOnly}
          checked={timeoutSeconds !== null}
          onChange={(event) => set({ timeoutSeconds: event.currentTarget.checked ? 60 : null }, 'limit')}
        />
        {timeoutSeconds !== null && (
          <DurationInput
            bare
            label={t('limit')}
            seconds={timeoutSeconds}
            readOnly={readOnly}
            onChange={(seconds) => set({ timeoutSeconds: seconds }, 'limit')}
          />
        )}
      </FieldPlace>
      <FieldPlace path="retry">
        <Checkbox
          label={t('retry')}
          disabled={readOnly}
          checked={retry !== null}
          onChange={(event) =>
            set({ retry: event.currentTarget.checked ? { times: 3, delaySeconds: 10, factor: 2 } : null }, 'retry')
          }
        />
        {retry && (
          <>
            <div className={styles.pair}>
              <NumberInput
                label={t('retryTimes')}
                min={1}
                max={20}
                allowDecimal={false}
                clampBehavior="strict"
                readOnly={readOnly}
                value={retry.times}
                onChange={(next) => Number(next) >= 1 && set({ retry: { ...retry, times: Number(next) } }, 'retry')}
              />
              <NumberInput
                label={t('retryFactor')}
                min={1}
                max={10}
                decimalScale={1}
                clampBehavior="strict"
                readOnly={readOnly}
                value={retry.factor}
                onChange={(next) => Number(next) >= 1 && set({ retry: { ...retry, factor: Number(next) } }, 'retry')}
              />
            </div>
            <DurationInput
              label={t('retryDelay')}
              seconds={retry.delaySeconds}
              min={0}
              max={86_400}
              readOnly={readOnly}
              onChange={(delaySeconds) => set({ retry: { ...retry, delaySeconds } }, 'retry')}
            />
            <p className={styles.quiet}>{t('retryPlan', { plan: retryPlan(retry).join(', ') })}</p>
          </>
        )}
      </FieldPlace>
      <Checkbox
        label={t('failureExit')}
        description={t('failureExitHelp')}
        disabled={readOnly}
        checked={failureExit}
        onChange={(event) => set({ failureExit: event.currentTarget.checked }, 'failure exit')}
      />
    </fieldset>
  )
}

const shownPauses = 6

/** The pauses before each further attempt, as people read them; the first few where there are many. */
export function retryPlan({ times, delaySeconds, factor }: NonNullable<Options['retry']>): string[] {
  const pauses = Array.from({ length: Math.min(times, shownPauses) }, (_, index) =>
    durationText(delaySeconds * factor ** index),
  )
  return times > shownPauses ? [...pauses, '…'] : pauses
}
