import type { ResultPreview } from '@tocsin/contracts/run.ts'
import { useTexts } from '../i18n/index.ts'
import { framedHtml } from './framed-html.ts'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'

/** Pictures, HTML and addresses that an action declares in its result; HTML never executes (IPB-11). */
export function ResultPreviews({ previews }: { previews: readonly ResultPreview[] }) {
  return (
    <div className={styles.previews}>
      {previews.map((preview, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the previews of one result never change their order
        <Preview key={index} preview={preview} number={index + 1} />
      ))}
    </div>
  )
}

function Preview({ preview, number }: { preview: ResultPreview; number: number }) {
  const t = useTexts(runTexts)
  if (preview.kind === 'html') {
    return (
      <iframe
        className={styles.htmlFrame}
        title={t('htmlResult', { n: number })}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={framedHtml(preview.value)}
      />
    )
  }
  if (preview.kind === 'link') {
    return (
      <a className={styles.address} href={preview.value} target="_blank" rel="noopener noreferrer nofollow">
        {preview.value}
      </a>
    )
  }
  const type = preview.kind === 'png' ? 'image/png' : 'image/jpeg'
  return (
    <img className={styles.picture} alt={t('picture', { n: number })} src={`data:${type};base64,${preview.value}`} />
  )
}
