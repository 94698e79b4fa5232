import { Autocomplete } from '@mantine/core'
import styles from './Rules.module.css'
import type { SamplePath } from './sample-paths.ts'

interface PathInputProps {
  label: string
  value: string
  onChange: (path: string) => void
  samples: SamplePath[]
  placeholder?: string
}

/** A path into the alert, completed from real alerts with the value that stands there. */
export function PathInput({ label, value, onChange, samples, placeholder }: PathInputProps) {
  const sample = samples.find(({ path }) => path === value)?.sample
  return (
    <Autocomplete
      size="xs"
      aria-label={label}
      placeholder={placeholder ?? label}
      title={sample}
      value={value}
      onChange={onChange}
      data={samples.map(({ path }) => path)}
      limit={50}
      spellCheck={false}
      classNames={{ input: styles.mono, option: styles.option }}
      renderOption={({ option }) => (
        <>
          <span>{option.value}</span>
          <span className={styles.sample}>{samples.find(({ path }) => path === option.value)?.sample}</span>
        </>
      )}
    />
  )
}
