import { useQuery } from '@tanstack/react-query'
import { previewLabel } from '@tocsin/contracts/label.ts'
import { useEffect, useState } from 'react'
import { call, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import styles from './Labels.module.css'
import { labelTexts } from './texts.ts'

/** What the server would call the next incident by this pattern, a moment after the last key (LBL-07). */
export function Preview({ pattern }: { pattern: string }) {
  const t = useTexts(labelTexts)
  const describe = useErrorText()
  const [asked, setAsked] = useState(pattern)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(pattern), 250)
    return () => clearTimeout(timer)
  }, [pattern])
  const { data, error } = useQuery({
    queryKey: ['label preview', asked],
    queryFn: ({ signal }) => call(previewLabel, { body: { pattern: asked }, signal }),
    enabled: asked.trim() !== '',
    retry: false,
    placeholderData: (before) => before,
  })
  return (
    <div className={styles.preview} aria-live="polite">
      <span>{t('preview')}</span>
      {error ? <em>{describe(error)}</em> : <output>{(asked.trim() && data?.preview) || t('previewFailed')}</output>}
    </div>
  )
}
