// biome-ignore-all lint/a11y/noSvgWithoutTitle: the word beside the shape names it
import { useTexts } from '../i18n/index.ts'
import styles from './Severity.module.css'
import { uiTexts } from './texts.ts'

const shapes = {
  critical: <path d="M6 0 12 6 6 12 0 6z" />,
  high: <path d="M6 .5 12 11.5H0z" />,
  medium: <path d="M1 1h10v10H1z" />,
  low: <circle cx="6" cy="6" r="5" />,
  info: null,
} as const

type Level = keyof typeof shapes

/** A severity as shape and word, never as colour alone. Any other level is shown as a hollow ring with its own name. */
export function Severity({ level }: { level: string | null }) {
  const t = useTexts(uiTexts)
  const known = (level?.toLowerCase().startsWith('info') ? 'info' : level?.toLowerCase()) as Level
  const shape = shapes[known]
  return (
    <span className={styles.severity}>
      <svg
        width="10"
        height="10"
        viewBox="0 0 12 12"
        aria-hidden
        fill={shape ? `var(--${known})` : 'none'}
        stroke={shape ? 'none' : 'var(--text-3)'}
        strokeWidth="2"
      >
        {shape ?? <circle cx="6" cy="6" r="4.5" />}
      </svg>
      {known in shapes ? t(known) : (level ?? t('unknownSeverity'))}
    </span>
  )
}
