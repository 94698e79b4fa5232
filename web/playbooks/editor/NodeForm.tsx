import { ActionIcon, Switch, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import { listPlaybookValues } from '@tocsin/contracts/playbook.ts'
import { type PlaybookGraph, type PlaybookNode, reachableUpstream } from '@tocsin/engine/playbook/index.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { actionColour } from '../../integrations/index.ts'
import { KindSign } from '../canvas/KindSign.tsx'
import { useKindName } from '../canvas/node-names.ts'
import { replaceNode } from '../edits/graph-edits.ts'
import { changePorts } from '../edits/ports.ts'
import { isTestable } from '../node-test/mock-text.ts'
import { nodeTestTexts } from '../node-test/texts.ts'
import { listOffers } from '../values/offers.ts'
import { type NodeSurroundings, ValuesContext } from '../values/ValuesContext.ts'
import { ActionForm } from './ActionForm.tsx'
import { ChoiceForm } from './ChoiceForm.tsx'
import { ConditionForm } from './ConditionForm.tsx'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { FilterForm } from './FilterForm.tsx'
import { formTexts } from './form-texts.ts'
import { NestedForm } from './NestedForm.tsx'
import { RepeatForm } from './RepeatForm.tsx'
import { StartForm } from './StartForm.tsx'
import { TaskForm } from './TaskForm.tsx'
import { editorTexts } from './texts.ts'
import { useChildGraphs } from './use-child-graphs.ts'
import type { GraphEditor } from './use-graph-editor.ts'
import { WaitForm } from './WaitForm.tsx'

interface NodeFormProps {
  playbookId: string
  node: PlaybookNode
  graph: PlaybookGraph
  editor: GraphEditor
  actions: readonly Action[]
  readOnly: boolean
  testMode: TestMode
}

/** Whether the selected node is tested beside its form (TST-01). */
export interface TestMode {
  isOn: boolean
  turn: (on: boolean) => void
}

/** The form of the selected node. */
export function NodeForm({ playbookId, node, graph, editor, actions, readOnly, testMode }: NodeFormProps) {
  const t = useTexts(editorTexts)
  const testTexts = useTexts(nodeTestTexts)
  const kindName = useKindName()
  const { data: values } = useEndpoint(listPlaybookValues, { params: { id: playbookId } })
  const children = useChildGraphs(graph)
  const surroundings = useMemo<NodeSurroundings>(() => {
    const before = reachableUpstream(graph, node.id)
    // What the last round of a repeat gave decides whether there is another.
    const upstream = node.kind === 'repeat' ? [...before, node] : before
    const offers = listOffers({ graph, upstream, actions, children, values })
    return { graph, upstream, offers, known: new Set(offers.map(({ key }) => key)), values, readOnly }
  }, [graph, node, actions, children, values, readOnly])

  const change: ChangeNode<PlaybookNode> = (next, about, renamed) =>
    editor.apply((before) => changePorts(before, next, renamed), `${next.id} ${about}`)

  return (
    <ValuesContext value={surroundings}>
      <div className={styles.section}>
        <div className={styles.formHead}>
          <KindSign kind={node.kind} colour={node.kind === 'action' ? actionColour(node.actionType) : undefined} />
          <h2>{kindName(node.kind)}</h2>
          {node.number !== undefined && <span className={styles.quiet}>{node.number}</span>}
          <span className={styles.spacer} />
          {!readOnly && isTestable(node) && (
            <Switch
              label={testTexts('testMode')}
              labelPosition="left"
              checked={testMode.isOn}
              onChange={(event) => testMode.turn(event.currentTarget.checked)}
            />
          )}
          <ActionIcon
            size={24}
            aria-label={t('close')}
            title={`${t('close')}  Esc`}
            onClick={() => editor.select(new Set())}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
        <TextInput
          label={t('nodeName')}
          value={node.name}
          maxLength={255}
          readOnly={readOnly}
          onChange={(event) => {
            const { value } = event.currentTarget
            editor.apply((before) => replaceNode(before, { ...node, name: value }), `${node.id} name`)
          }}
        />
        <KindForm
          playbookId={playbookId}
          node={node}
          graph={graph}
          actions={actions}
          readOnly={readOnly}
          change={change}
        />
      </div>
    </ValuesContext>
  )
}

interface KindFormProps {
  playbookId: string
  node: PlaybookNode
  graph: PlaybookGraph
  actions: readonly Action[]
  readOnly: boolean
  change: ChangeNode<PlaybookNode>
}

function KindForm({ playbookId, node, graph, actions, readOnly, change }: KindFormProps) {
  const t = useTexts(formTexts)
  switch (node.kind) {
    case 'start':
      return <StartForm node={node} readOnly={readOnly} change={change} />
    case 'action':
      return <ActionForm node={node} graph={graph} actions={actions} readOnly={readOnly} change={change} />
    case 'condition':
      return <ConditionForm node={node} readOnly={readOnly} change={change} />
    case 'filter':
      return <FilterForm node={node} actions={actions} readOnly={readOnly} change={change} />
    case 'task':
      return <TaskForm node={node} readOnly={readOnly} change={change} />
    case 'playbook':
      return <NestedForm playbookId={playbookId} node={node} readOnly={readOnly} change={change} />
    case 'repeat':
      return <RepeatForm playbookId={playbookId} node={node} readOnly={readOnly} change={change} />
    case 'wait':
      return <WaitForm node={node} readOnly={readOnly} change={change} />
    case 'user-choice':
      return <ChoiceForm node={node} readOnly={readOnly} change={change} />
    case 'end':
      return <p className={styles.quiet}>{t('endHelp')}</p>
    case 'unsupported':
      return <p className={styles.bad}>{t('unsupportedHelp', { type: node.stepType })}</p>
  }
}
