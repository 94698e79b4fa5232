// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for forms
import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconDownload, IconFold, IconFoldDown } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Json } from '@tocsin/contracts/lists.ts'
import { useMemo, useRef, useState } from 'react'
import { saveFile } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { CopyButton } from '../Value.tsx'
import styles from './JsonView.module.css'
import { type JsonLine, jsonLines, matchingLines } from './json-lines.ts'

interface JsonViewProps {
  value: Json
  /** Name of the downloaded file, without ending. */
  name: string
  /** Greatest height in pixels. */
  height?: number
}

/** A JSON value: pretty, folding, search, copy, download (GEN-19). Stays quick with a hundred thousand lines. */
export function JsonView({ value, name, height = 400 }: JsonViewProps) {
  const t = useTexts(uiTexts)
  const scroll = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [search, setSearch] = useState('')
  const [current, setCurrent] = useState(0)
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? '', [value])
  const lines = useMemo(() => jsonLines(value, folded), [value, folded])
  const found = useMemo(() => matchingLines(lines, search), [lines, search])
  const foundSet = useMemo(() => new Set(found), [found])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 20,
    overscan: 20,
  })

  const jump = (to: number) => {
    const at = (to + found.length) % found.length
    setCurrent(at)
    virtual.scrollToIndex(found[at] ?? 0, { align: 'center' })
  }

  const toggle = (path: string) =>
    setFolded(folded.has(path) ? new Set([...folded].filter((one) => one !== path)) : new Set([...folded, path]))

  const foldAll = () =>
    setFolded(
      new Set(jsonLines(value).flatMap(({ kind, path, depth }) => (kind === 'open' && depth > 0 ? [path] : []))),
    )

  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <TextInput
          placeholder={t('search')}
          aria-label={t('search')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setFolded(new Set())
            setCurrent(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && found.length) jump(current + (event.shiftKey ? -1 : 1))
          }}
        />
        {search && <span>{found.length ? t('found', { n: current + 1, total: found.length }) : t('notFound')}</span>}
        <span className={styles.spacer} />
        <ActionIcon aria-label={t('pretty')} title={t('pretty')} onClick={foldAll}>
          <IconFold size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t('expand')} title={t('expand')} onClick={() => setFolded(new Set())}>
          <IconFoldDown size={16} />
        </ActionIcon>
        <CopyButton text={text} always />
        <ActionIcon
          aria-label={t('download')}
          title={t('download')}
          onClick={() => saveFile(new Blob([text], { type: 'application/json' }), `${name}.json`)}
        >
          <IconDownload size={16} />
        </ActionIcon>
      </div>
      <div
        ref={scroll}
        className={styles.scroll}
        style={{ maxHeight: height }}
        tabIndex={0}
        role="group"
        aria-label={name}
      >
        <div className={styles.lines} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index]
            if (!line) return null
            return (
              <div
                key={item.key}
                className={styles.line}
                style={{ transform: `translateY(${item.start}px)`, paddingLeft: line.depth * 16 + 4 }}
                data-found={foundSet.has(item.index) || undefined}
                data-current={found[current] === item.index || undefined}
              >
                <Line line={line} onToggle={toggle} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Line({ line, onToggle }: { line: JsonLine; onToggle: (path: string) => void }) {
  const t = useTexts(uiTexts)
  const isFoldable = line.kind === 'open' || line.kind === 'folded'
  const label = t(line.kind === 'folded' ? 'unfold' : 'fold', { name: line.path })
  return (
    <>
      {isFoldable ? (
        <button
          type="button"
          className={styles.fold}
          aria-label={label}
          aria-expanded={line.kind === 'open'}
          onClick={() => onToggle(line.path)}
        >
          {line.kind === 'open' ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </button>
      ) : (
        <span className={styles.gap} />
      )}
      {line.key !== null && (
        <>
          <span className={styles.key}>{JSON.stringify(line.key)}</span>
          {': '}
        </>
      )}
      <span className={styles[line.kind]}>{line.text}</span>
      {line.comma && ','}
    </>
  )
}
