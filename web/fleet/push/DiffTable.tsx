import { useTexts } from '../../i18n/index.ts'
import { Mono } from '../../ui/index.ts'
import type { DiffRow } from './diff-rows.ts'
import styles from './Push.module.css'
import { pushTexts } from './texts.ts'

const shownAtMost = 60

interface DiffTableProps {
  rows: DiffRow[]
  /** Heads of the two columns. */
  before: string
  after: string
}

/** Differences of two revisions field by field, marked with signs as well as colours. */
export function DiffTable({ rows, before: beforeHead, after: afterHead }: DiffTableProps) {
  const t = useTexts(pushTexts)
  return (
    <>
      <table className={styles.differences}>
        <thead>
          <tr>
            <th>{t('path')}</th>
            <th>{beforeHead}</th>
            <th>{afterHead}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownAtMost).map(({ path, before, after }) => (
            <tr key={path}>
              <td>
                <Mono text={path} copy={false} tail={16} />
              </td>
              <td className={before ? styles.before : undefined}>{before}</td>
              <td className={after ? styles.after : undefined}>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownAtMost && <p className={styles.quiet}>{t('diffCut', { n: shownAtMost })}</p>}
    </>
  )
}
