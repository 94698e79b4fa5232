import { Menu } from '@mantine/core'
import { IconArrowLeft, IconCopy, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { outPorts, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useContext, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { addableKinds } from '../edits/make-node.ts'
import { shownName } from '../edits/shown-name.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import { CanvasContext, type CanvasEdit } from './CanvasContext.ts'
import { KindSign } from './KindSign.tsx'
import { useKindName } from './node-names.ts'

interface NodeToolsProps {
  node: PlaybookNode
  edit: CanvasEdit
  /** Only the tools of a chosen node are on the way of the Tab key. */
  isChosen: boolean
}

/** What appears when a node is hovered or focused: add after, edit, clone, delete (PBK-05, PBK-08). */
export function NodeTools({ node, edit, isChosen }: NodeToolsProps) {
  const t = useTexts(playbookTexts)
  const { onOpen } = useContext(CanvasContext)
  const [isOpen, setOpen] = useState(false)
  const name = shownName(node)
  const tool = { type: 'button', className: `${styles.tool} nodrag nopan`, tabIndex: isChosen ? 0 : -1 } as const
  return (
    <div className={`${styles.tools} nodrag nopan`} data-open={isOpen || undefined}>
      {node.kind !== 'end' && (
        <Menu opened={isOpen} onChange={setOpen} position="bottom-start" withinPortal>
          <Menu.Target>
            <button {...tool} aria-label={t('addAfter', { name })} title={t('addAfterShort')}>
              <IconPlus size={14} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>{isOpen && <AddAfter node={node} edit={edit} />}</Menu.Dropdown>
        </Menu>
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

/** Asks for the exit where there are several, then for the kind of the node to add (PBK-06). */
function AddAfter({ node, edit }: { node: PlaybookNode; edit: CanvasEdit }) {
  const t = useTexts(playbookTexts)
  const kindName = useKindName()
  const ports = outPorts(node)
  const [port, setPort] = useState<string | null>(ports.length === 1 ? (ports[0] ?? null) : null)
  if (ports.length === 0) return <Menu.Label>{t('noExits')}</Menu.Label>
  if (port === null) {
    return (
      <>
        <Menu.Label>{t('whichExit')}</Menu.Label>
        {ports.map((each) => (
          <Menu.Item
            key={each}
            closeMenuOnClick={false}
            onClick={() => setPort(each)}
            rightSection={edit.isLinked(node.id, each) ? <span className={styles.hint}>{t('linked')}</span> : undefined}
          >
            {each}
          </Menu.Item>
        ))}
      </>
    )
  }
  return (
    <>
      <Menu.Label>{ports.length > 1 ? t('addAfterExit', { port }) : t('whatNext')}</Menu.Label>
      {addableKinds.map((kind) => (
        <Menu.Item
          key={kind}
          leftSection={<KindSign kind={kind} />}
          onClick={() => edit.onAddAfter(node.id, port, kind)}
        >
          {kindName(kind)}
        </Menu.Item>
      ))}
      {ports.length > 1 && (
        <>
          <Menu.Divider />
          <Menu.Item closeMenuOnClick={false} leftSection={<IconArrowLeft size={14} />} onClick={() => setPort(null)}>
            {t('otherExit')}
          </Menu.Item>
        </>
      )}
    </>
  )
}
