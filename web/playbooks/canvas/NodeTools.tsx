import { Popover } from '@mantine/core'
import { IconArrowLeft, IconCopy, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { outPorts, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useContext, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { CanvasContext, type CanvasEdit } from './CanvasContext.ts'
import { LinkChooser } from './LinkChooser.tsx'
import { NodeChooser } from './NodeChooser.tsx'

/** What comes next: a new node, or one that is there already. */
export type Adding = 'node' | 'link'

interface NodeToolsProps {
  node: PlaybookNode
  edit: CanvasEdit
  /** Only the tools of a chosen node are on the way of the Tab key. */
  isChosen: boolean
  /** The chooser of what comes next is open. */
  adding: Adding | null
  onAdding: (adding: Adding | null) => void
}

/** What appears when a node is hovered or focused: add after, edit, clone, delete (PBK-05, PBK-08). */
export function NodeTools({ node, edit, isChosen, adding, onAdding }: NodeToolsProps) {
  const t = useTexts(playbookTexts)
  const { onOpen } = useContext(CanvasContext)
  const name = shownName(node)
  const tool = { type: 'button', className: `${styles.tool} nodrag nopan`, tabIndex: isChosen ? 0 : -1 } as const
  return (
    <div className={`${styles.tools} nodrag nopan`} data-open={adding !== null || undefined}>
      {node.kind !== 'end' && (
        <Popover
          opened={adding !== null}
          onChange={(isOpen) => !isOpen && onAdding(null)}
          position="bottom-start"
          width={280}
          trapFocus
          returnFocus
          withinPortal
        >
          <Popover.Target>
            <button
              {...tool}
              aria-label={t('addAfter', { name })}
              title={t('addAfterShort')}
              aria-haspopup="dialog"
              onClick={() => onAdding(adding === null ? 'node' : null)}
            >
              <IconPlus size={14} />
            </button>
          </Popover.Target>
          <Popover.Dropdown className={`${styles.chooser} nodrag nopan nowheel`}>
            {adding !== null && <AddAfter node={node} edit={edit} adding={adding} onDone={() => onAdding(null)} />}
          </Popover.Dropdown>
        </Popover>
      )}
      <button {...tool} aria-label={t('editNode', { name })} title={t('edit')} onClick={() => onOpen(node.id)}>
        <IconPencil size={14} />
      </button>
      {node.kind !== 'start' && (
        <button
          {...tool}
          aria-label={t('cloneNode', { name })}
          title={t('clone')}
          onClick={() => edit.onClone(node.id)}
        >
          <IconCopy size={14} />
        </button>
      )}
      {edit.mayRemove(node.id) && (
        <button
          {...tool}
          aria-label={t('removeNode', { name })}
          title={t('delete')}
          onClick={() => edit.onRemove([node.id])}
        >
          <IconTrash size={14} />
        </button>
      )}
    </div>
  )
}

interface AddAfterProps {
  node: PlaybookNode
  edit: CanvasEdit
  adding: Adding
  onDone: () => void
}

/** Asks for the exit where there are several, then for what to add (PBK-06). */
function AddAfter({ node, edit, adding, onDone }: AddAfterProps) {
  const t = useTexts(playbookTexts)
  const ports = outPorts(node)
  const [port, setPort] = useState<string | null>(ports.length === 1 ? (ports[0] ?? null) : null)
  if (ports.length === 0) return <div className={styles.choiceNote}>{t('noExits')}</div>
  if (port === null) {
    return (
      <>
        <div className={styles.choiceGroup}>{t('whichExit')}</div>
        {ports.map((each, index) => (
          <button
            key={each}
            type="button"
            className={styles.choiceRow}
            data-autofocus={index === 0 || undefined}
            onClick={() => setPort(each)}
          >
            <span className={styles.choiceName} title={each}>
              {each}
            </span>
            {edit.isLinked(node.id, each) && <span className={styles.hint}>{t('linked')}</span>}
          </button>
        ))}
      </>
    )
  }
  return (
    <>
      {ports.length > 1 && (
        <button type="button" className={styles.choiceRow} onClick={() => setPort(null)}>
          <IconArrowLeft size={14} aria-hidden />
          <span className={styles.choiceName}>{t('addAfterExit', { port })}</span>
        </button>
      )}
      {adding === 'link' ? (
        <LinkChooser
          nodes={edit.linkTargets(node.id, port)}
          onChoose={(target) => {
            onDone()
            edit.onLink(node.id, port, target)
          }}
        />
      ) : (
        <NodeChooser
          actions={edit.actions}
          mayFilter={node.kind === 'action'}
          onChoose={(addition) => {
            onDone()
            edit.onAddAfter(node.id, port, addition)
          }}
        />
      )}
    </>
  )
}
