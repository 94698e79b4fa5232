import { useTexts } from '../i18n/index.ts'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'
import type { Again } from './what-runs-again.ts'

const mostNamed = 12

/** Names what runs again, and first of all what is not meant to happen twice. */
export function AgainList({ again }: { again: Again }) {
  const t = useTexts(runTexts)
  const { nodes, twice } = again
  const rest = twice.length - mostNamed
  return (
    <div className={styles.again}>
      <p>{t('runsAgain', { n: nodes.length })}</p>
      {twice.length > 0 && (
        <>
          <p>
            <strong>{t('twice', { n: twice.length })}</strong>
          </p>
          <ul>
            {twice.slice(0, mostNamed).map(({ id, name, type }) => (
              <li key={id}>{name || type}</li>
            ))}
            {rest > 0 && <li>{t('andMore', { n: rest })}</li>}
          </ul>
        </>
      )}
    </div>
  )
}
