import { Autocomplete, Select } from '@mantine/core'
import type { Action } from '@tocsin/contracts/integration.ts'
import { type FilterNode, filterSource, indexGraph } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { listPaths } from '../values/list-paths.ts'
import { useSurroundings } from '../values/ValuesContext.ts'
import { ConditionGroupForm } from './ConditionGroupForm.tsx'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { flowFormTexts } from './flow-form-texts.ts'

interface FilterFormProps {
  node: FilterNode
  actions: readonly Action[]
  readOnly: boolean
  change: ChangeNode<FilterNode>
}

/** Which action's output is filtered, item by item or as a whole, and by what (NOD-30 … NOD-35). */
export function FilterForm({ node, actions, readOnly, change }: FilterFormProps) {
  const t = useTexts(flowFormTexts)
  const { graph, upstream, values } = useSurroundings()
  const sources = upstream.filter((each) => each.kind === 'action')
  const sourceId = filterSource(node, indexGraph(graph))
  const source = graph.nodes.find(({ id }) => id === sourceId)
  const choices = sources.map((each) => ({ value: each.id, label: shownName(each) })).reverse()
  if (source && !sources.includes(source as (typeof sources)[number])) {
    choices.push({ value: source.id, label: shownName(source) })
  }
  const action =
    source?.kind === 'action'
      ? actions.find(({ integration, name }) => integration === source.integration && name === source.action)
      : undefined
  const lists = listPaths(
    (action?.output ?? []).map(({ path }) => path),
    source && values?.nodes[source.id],
  )
  return (
    <>
      <p className={styles.quiet}>{t('filterHelp')}</p>
      <FieldPlace path="sourceNode">
        <Select
          label={t('filterSource')}
          description={t('filterSourceHelp')}
          data={choices}
          value={source ? source.id : null}
          onChange={(next) => next && change({ ...node, sourceNode: next, splitBy: '' }, 'source')}
          error={sources.length === 0 ? t('noSource') : undefined}
          disabled={readOnly}
          withAsterisk
        />
      </FieldPlace>
      <FieldPlace path="splitBy">
        <Autocomplete
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          label={t('splitBy')}
          description={t('splitByHelp')}
          data={lists}
          value={node.splitBy}
          onChange={(splitBy) => change({ ...node, splitBy }, 'split by')}
          readOnly={readOnly}
          classNames={{ input: styles.mono }}
        />
      </FieldPlace>
      <fieldset className={styles.inputs} data-field="conditions">
        <legend>{t('conditions')}</legend>
        <ConditionGroupForm
          group={node}
          name={shownName(node)}
          readOnly={readOnly}
          onChange={(group, about) => change({ ...node, ...group }, about)}
        />
      </fieldset>
    </>
  )
}
