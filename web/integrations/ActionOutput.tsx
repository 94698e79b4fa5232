import { SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Json } from '@tocsin/contracts/lists.ts'
import { useMemo, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { Clipped, JsonView } from '../ui/index.ts'
import styles from './Integrations.module.css'
import { integrationTexts } from './texts.ts'

export interface ActionOutputProps {
  output: Json
  table?: { columns: { name: string; link: boolean }[]; rows: Json[][] } | null
  /** Name of the file when it is downloaded. */
  name: string
  height?: number
}

const shown = (value: Json | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** The result of an action: its declared table with a search, or the whole as JSON (IPB-08). */
export function ActionOutput({ output, table, name, height = 400 }: ActionOutputProps) {
  const t = useTexts(integrationTexts)
  const [view, setView] = useState('table')
  const [search, setSearch] = useState('')
  const rows = useMemo(() => {
    const word = search.toLowerCase()
    return (table?.rows ?? [])
      .map((cells, index) => ({ key: index, cells: cells.map(shown) }))
      .filter(({ cells }) => cells.some((cell) => cell.toLowerCase().includes(word)))
  }, [table, search])
  if (output === null && !table) return <div className={styles.help}>{t('noOutput')}</div>
  const hasTable = Boolean(table && table.columns.length > 0)
  if (!hasTable || !table) return <JsonView value={output} name={name} height={height} />
  return (
    <div className={styles.stack} style={{ gap: 8 }}>
      <div className={styles.row}>
        <SegmentedControl
          aria-label={t('result')}
          data={[
            { value: 'table', label: t('table') },
            { value: 'json', label: t('json') },
          ]}
          value={view}
          onChange={setView}
        />
        {view === 'table' && table.rows.length > 0 && (
          <>
            <TextInput
              placeholder={t('searchTable')}
              aria-label={t('searchTable')}
              leftSection={<IconSearch size={14} />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <span className={styles.help}>{t('rowsShown', { n: rows.length })}</span>
          </>
        )}
      </div>
      {view === 'json' ? (
        <JsonView value={output} name={name} height={height} />
      ) : table.rows.length === 0 ? (
        <div className={styles.help}>{t('noRows')}</div>
      ) : (
        <div className={styles.tableScroll} style={{ maxHeight: height }}>
          <table className={styles.plain}>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th key={column.name}>{column.name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells }) => (
                <tr key={key}>
                  {table.columns.map((column, at) => (
                    <td key={column.name}>
                      <Cell text={cells[at] ?? ''} link={column.link} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function Cell({ text, link }: { text: string; link: boolean }) {
  if (link && /^https?:\/\//i.test(text)) {
    return (
      <a href={text} target="_blank" rel="noopener noreferrer nofollow">
        <Clipped text={text} />
      </a>
    )
  }
  return <Clipped text={text} copy={text !== ''} />
}
