import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useMemo, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { actionColour } from '../../integrations/index.ts'
import type { CanvasEditing } from '../canvas/canvas-editing.ts'
import { KindSign } from '../canvas/KindSign.tsx'
import { useKindName } from '../canvas/node-names.ts'
import { dragType } from '../canvas/PlaybookCanvas.tsx'
import { type Addition, addableKinds } from '../edits/make-node.ts'
import { isOffered } from './action-choice.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'

interface PaletteProps {
  actions: readonly Action[]
  graph: PlaybookGraph
  editing: CanvasEditing
}

/** What can be added: kinds of nodes, and every action by integration; dragged or clicked. */
export function Palette({ actions, graph, editing }: PaletteProps) {
  const t = useTexts(editorTexts)
  const kindName = useKindName()
  const [typed, setTyped] = useState('')
  const offered = useMemo(() => actions.filter(isOffered), [actions])
  const kinds = addableKinds.filter((kind) => kindName(kind).toLowerCase().includes(typed.trim().toLowerCase()))
  const groups = useMemo(() => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    const found = offered
      .filter(({ name, integration }) => words.every((word) => `${name} ${integration}`.toLowerCase().includes(word)))
      .sort((one, other) => one.name.localeCompare(other.name))
    return [...new Set(found.map(({ integration }) => integration))]
      .sort()
      .map((integration) => ({ integration, actions: found.filter((each) => each.integration === integration) }))
  }, [offered, typed])

  // Below everything that is there, so that it never covers a node.
  const freePlace = () => ({
    x: Math.min(...graph.nodes.map(({ position }) => position.x)),
    y: Math.max(...graph.nodes.map(({ position }) => position.y)) + 128,
  })
  const itemProps = (item: Addition) => ({
    draggable: true,
    onDragStart: (event: React.DragEvent) => {
      event.dataTransfer.setData(dragType, JSON.stringify(item))
      event.dataTransfer.effectAllowed = 'copy'
    },
    onClick: () => editing.onDrop(JSON.stringify(item), freePlace()),
  })

  return (
    <div className={styles.section}>
      <h2>{t('palette')}</h2>
      <p className={styles.quiet}>{t('paletteHelp')}</p>
      <TextInput
        placeholder={t('paletteSearch')}
        aria-label={t('paletteSearch')}
        leftSection={<IconSearch size={14} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={styles.kinds}>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.item}
            aria-label={t('addKind', { name: kindName(kind) })}
            {...itemProps({ kind })}
          >
            <KindSign kind={kind} />
            <span className={styles.cut}>{kindName(kind)}</span>
          </button>
        ))}
      </div>
      {offered.length === 0 && <p className={styles.quiet}>{t('noActions')}</p>}
      {offered.length > 0 && groups.length === 0 && kinds.length === 0 && (
        <p className={styles.quiet}>{t('noActionFound')}</p>
      )}
      {groups.map((group) => (
        <div key={group.integration}>
          <h3>{group.integration}</h3>
          <div className={styles.items}>
            {group.actions.map(({ id, name, type, integration }) => (
              <button
                key={id}
                type="button"
                className={styles.item}
                aria-label={t('addKind', { name })}
                {...itemProps({ kind: 'action', action: { integration, name, type } })}
              >
                <KindSign kind="action" colour={actionColour(type)} />
                <span className={styles.cut}>{name}</span>
              </button>
            ))}
          </div>
        </div>
      ))}
      <p className={styles.quiet}>{t('shortcuts')}</p>
    </div>
  )
}
