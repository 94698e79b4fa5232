import { IconGripVertical } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { moved } from './moved.ts'
import styles from './Reorder.module.css'

/**
 * Rows that people put into order: drag the handle, or use the arrow keys on it (CF-16).
 * `row(id)` gives the properties of a row, `handle(id, name)` the six dots.
 */
export function useReorder(ids: string[], onOrder: (ids: string[]) => void, isOn = true) {
  const t = useTexts(uiTexts)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)

  const onKeyDown = (id: string) => (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    onOrder(moved(ids, id, ids.indexOf(id) + by))
  }

  const drop = (id: string) => (event: DragEvent) => {
    event.preventDefault()
    setOver(null)
    if (dragged !== null && dragged !== id) onOrder(moved(ids, dragged, ids.indexOf(id)))
  }

  return {
    row: (id: string) => ({
      'data-drop': dragged !== null && over === id && dragged !== id ? '' : undefined,
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return
        event.preventDefault()
        setOver(id)
      },
      onDrop: drop(id),
    }),
    handle: (id: string, name: string) => (
      <button
        type="button"
        className={styles.handle}
        draggable={isOn}
        disabled={!isOn}
        aria-label={t('moveRow', { name })}
        title={t('moveHint')}
        onKeyDown={onKeyDown(id)}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', id)
          setDragged(id)
        }}
        onDragEnd={() => {
          setDragged(null)
          setOver(null)
        }}
      >
        <IconGripVertical size={14} aria-hidden />
      </button>
    ),
  }
}
