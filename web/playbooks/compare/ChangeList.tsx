import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import type {
  ComparedNode,
  FieldChange,
  GraphComparison,
  PlaybookGraph,
  PlaybookNode,
} from '@tocsin/engine/playbook/index.ts'
import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { actionColour } from '../../integrations/index.ts'
import { ChangeMark } from '../canvas/ChangeMark.tsx'
import { KindSign } from '../canvas/KindSign.tsx'
import { shownName } from '../edits/shown-name.ts'
import { ChangeCount } from './ChangeCount.tsx'
import styles from './Compare.module.css'
import { FieldChanges } from './FieldChanges.tsx'
import { compareTexts } from './texts.ts'
import { toldLinks, toldNodes } from './told-changes.ts'

interface ChangeListProps {
  comparison: GraphComparison
  /** Both versions together, for the names of nodes. */
  graph: PlaybookGraph
  actions?: readonly Action[]
  /** Node or link whose differences are open. */
  shown: string | null
  onShow: (id: string | null) => void
}

/** What differs: nodes, each opening to its fields, then links and options of the playbook. */
export function ChangeList({ comparison, graph, actions, shown, onShow }: ChangeListProps) {
  const t = useTexts(compareTexts)
  const nodes = toldNodes(comparison)
  const links = toldLinks(comparison)
  const nameOf = (id: string) => {
    const node = graph.nodes.find((each) => each.id === id)
    return node ? shownName(node) : '?'
  }
  return (
    <>
      <ChangeCount comparison={comparison} />
      {nodes.length > 0 && <h3>{t('nodes')}</h3>}
      <ul className={styles.rows}>
        {nodes.map((node) => (
          <NodeRow
            key={node.id}
            compared={node}
            graph={graph}
            actions={actions}
            isOpen={shown === node.id}
            onToggle={() => onShow(shown === node.id ? null : node.id)}
          />
        ))}
      </ul>
      {links.length > 0 && <h3>{t('links')}</h3>}
      <ul className={styles.rows}>
        {links.map(({ change, link: { id, source, target } }) => (
          <li key={id} className={styles.link}>
            <ChangeMark change={change} className={styles.mark} />
            {t('link', { from: nameOf(source.id), port: source.port, to: nameOf(target.id) })}
          </li>
        ))}
      </ul>
      {comparison.settings.length > 0 && (
        <>
          <h3>{t('settings')}</h3>
          <FieldChanges fields={comparison.settings} graph={graph} />
        </>
      )}
    </>
  )
}

interface NodeRowProps {
  compared: ComparedNode
  graph: PlaybookGraph
  actions?: readonly Action[]
  isOpen: boolean
  onToggle: () => void
}

function NodeRow({ compared, graph, actions, isOpen, onToggle }: NodeRowProps) {
  const row = useRef<HTMLLIElement>(null)
  const { change, before, after, fields } = compared
  const node = after ?? before
  useEffect(() => {
    // It may have been opened from the canvas.
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  if (!node || change === 'same') return null
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <li ref={row}>
      <button type="button" className={styles.row} aria-expanded={isOpen} onClick={onToggle}>
        <ChangeMark change={change} className={styles.mark} />
        <KindSign kind={node.kind} colour={node.kind === 'action' ? actionColour(node.actionType) : undefined} />
        <span className={styles.name} title={shownName(node)}>
          {shownName(node)}
        </span>
        <Chevron size={14} aria-hidden />
      </button>
      {isOpen &&
        (change === 'changed' ? <Fields fields={fields} {...{ graph, actions, node }} /> : <Note {...{ change }} />)}
    </li>
  )
}

function Note({ change }: { change: 'added' | 'removed' | 'moved' }) {
  const t = useTexts(compareTexts)
  const text = { added: t('asAdded'), removed: t('asRemoved'), moved: t('onlyMoved') }[change]
  return <p className={styles.note}>{text}</p>
}

interface FieldsProps {
  fields: readonly FieldChange[]
  graph: PlaybookGraph
  actions?: readonly Action[]
  node: PlaybookNode
}

function Fields({ fields, graph, actions = [], node }: FieldsProps) {
  const action =
    node.kind === 'action'
      ? actions.find(({ integration, name }) => integration === node.integration && name === node.action)
      : undefined
  const inputLabel = (id: string) => action?.fields.find((field) => field.id === id)?.label || id
  return <FieldChanges fields={fields} graph={graph} inputLabel={inputLabel} />
}
