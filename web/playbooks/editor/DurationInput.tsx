import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import styles from './Editor.module.css'
import { flowFormTexts } from './flow-form-texts.ts'

export const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const
export type Unit = keyof typeof unitSeconds
const allUnits: Unit[] = ['s', 'm', 'h', 'd']

/** The largest unit in which so many seconds are a whole number. */
export function largestUnit(seconds: number): Unit {
  return [...allUnits].reverse().find((unit) => seconds > 0 && seconds % unitSeconds[unit] === 0) ?? 's'
}

interface DurationInputProps {
  label: string
  seconds: number
  onChange: (seconds: number) => void
  /** In seconds. */
  min?: number
  max?: number
  readOnly: boolean
  /** The label is said by what stands above. */
  bare?: boolean
}

/** A time in seconds as amount and unit. */
export function DurationInput({ label, seconds, onChange, min = 1, max, readOnly, bare }: DurationInputProps) {
  const t = useTexts(flowFormTexts)
  const [unit, setUnit] = useState<Unit>(() => largestUnit(seconds))
  const amount = seconds / unitSeconds[unit]
  const within = (next: number) => Math.min(Math.max(next, min), max ?? Number.POSITIVE_INFINITY)
  return (
    <div className={styles.duration}>
      <NumberInput
        label={bare ? undefined : label}
        aria-label={label}
        min={min === 0 ? 0 : undefined}
        readOnly={readOnly}
        value={amount}
        onChange={(next) => next !== '' && Number(next) >= 0 && onChange(within(Number(next) * unitSeconds[unit]))}
      />
      <Select
        aria-label={t('unitOf', { label })}
        disabled={readOnly}
        data={allUnits.map((each) => ({ value: each, label: t(each) }))}
        value={unit}
        onChange={(next) => {
          const chosen = allUnits.find((each) => each === next) ?? 's'
          setUnit(chosen)
          onChange(within(Math.max(1, Math.round(amount)) * unitSeconds[chosen]))
        }}
      />
    </div>
  )
}
