import { Checkbox, Select } from '@mantine/core'
import { type Action, actionTypes, type InputField, listResources } from '@tocsin/contracts/integration.ts'
import { type ActionNode, expressionsOf, type PlaybookGraph, referencesIn } from '@tocsin/engine/playbook/index.ts'
import type { Expression } from '@tocsin/engine/values/index.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { useCan } from '../../ui/index.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import { chooseAction, isOffered } from './action-choice.ts'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { FailureOptions } from './FailureOptions.tsx'
import { FieldPlace } from './FieldPlace.tsx'
import { fieldOf } from './fields.ts'
import { formTexts } from './form-texts.ts'
import { PersonInput } from './PersonInput.tsx'

interface ActionFormProps {
  node: ActionNode
  graph: PlaybookGraph
  actions: readonly Action[]
  readOnly: boolean
  change: ChangeNode<ActionNode>
}

const unique = (texts: string[]) => [...new Set(texts)].filter(Boolean)

/** Integration → type → action → resource → inputs (NOD-10 … NOD-16). */
export function ActionForm({ node, graph, actions, readOnly, change }: ActionFormProps) {
  const t = useTexts(formTexts)
  const enabled = useCan()('integration.access')
  const { data } = useEndpoint(listResources, undefined, { enabled })
  const resources = data?.items ?? []
  const offered = actions.filter(isOffered)
  const ofIntegration = offered.filter(({ integration }) => integration === node.integration)
  const action = ofIntegration.find(({ name }) => name === node.action)
  const types = actionTypes.filter((type) => ofIntegration.some((each) => each.type === type))
  const ofType = ofIntegration.filter(({ type }) => node.actionType === '' || type === node.actionType)

  const integrations = unique(offered.map(({ integration }) => integration)).sort()
  const integrationChoices = [
    ...integrations.map((name) => ({ value: name, label: name })),
    ...missing(node.integration, integrations, t),
  ]
  const names = unique(ofType.map(({ name }) => name)).sort()
  const labels = resources.filter(({ integration }) => integration === node.integration).map(({ label }) => label)

  const chooseIntegration = (name: string | null) => {
    if (!name || name === node.integration) return
    change({ ...node, integration: name, actionType: '', action: '', inputs: {}, resource: null }, 'integration')
  }
  const choose = (name: string | null) => {
    const chosen = ofType.find((each) => each.name === name)
    if (chosen) change(chooseAction(node, chosen, graph, resources), 'action')
  }
  const setInput = (field: string, value: Expression | null) => {
    const { [field]: _, ...rest } = node.inputs
    change({ ...node, inputs: value ? { ...node.inputs, [field]: value } : rest }, `input ${field}`)
  }

  const fields: InputField[] = action?.fields ?? []
  const known = new Set(fields.map(({ id }) => id))
  const leftOver = Object.keys(node.inputs).filter((id) => action && !known.has(id))
  const unread = action ? [] : Object.keys(node.inputs)
  const loops = expressionsOf(node).some(({ expression }) =>
    referencesIn(expression).some((reference) => 'mode' in reference && reference.mode === 'loop'),
  )

  return (
    <>
      <Select
        label={t('integration')}
        data={integrationChoices}
        value={node.integration || null}
        onChange={chooseIntegration}
        searchable
        disabled={readOnly}
      />
      <Select
        label={t('actionType')}
        data={[
          ...types.map((type) => ({ value: type, label: t(`type_${type as 'Custom'}`) })),
          ...missing(node.actionType, types, t),
        ]}
        value={node.actionType || null}
        placeholder={t('allTypes')}
        clearable
        onChange={(type) => type !== node.actionType && change({ ...node, actionType: type ?? '', action: '' }, 'type')}
        disabled={readOnly || !node.integration}
      />
      <Select
        data-field="action"
        label={t('action')}
        placeholder={t('chooseAction')}
        data={
          node.actionType === ''
            ? types.map((type) => ({
                group: t(`type_${type as 'Custom'}`),
                items: names.filter((name) => ofType.some((each) => each.name === name && each.type === type)),
              }))
            : [...names.map((name) => ({ value: name, label: name })), ...missing(node.action, names, t)]
        }
        value={node.action || null}
        onChange={choose}
        searchable
        disabled={readOnly || !node.integration}
      />
      <FieldPlace path="resource">
        <ValueInput
          field={fieldOf(t('resource'), { type: 'list', hint: t('resourceHelp'), choices: labels })}
          value={node.resource}
          onChange={(resource) => change({ ...node, resource }, 'resource')}
        />
      </FieldPlace>
      <fieldset className={styles.inputs}>
        <legend>{t('inputs')}</legend>
        {action && fields.length === 0 && <p className={styles.quiet}>{t('noInputs')}</p>}
        {fields.map((field) => (
          <FieldPlace key={`${node.action}/${field.id}`} path={`inputs.${field.id}`}>
            <ValueInput field={field} value={node.inputs[field.id]} onChange={(value) => setInput(field.id, value)} />
          </FieldPlace>
        ))}
        {[...leftOver, ...unread].map((id) => (
          <FieldPlace key={id} path={`inputs.${id}`}>
            <ValueInput
              field={fieldOf(id, { hint: action ? t('unknownInput') : undefined })}
              value={node.inputs[id]}
              onChange={(value) => setInput(id, value)}
            />
          </FieldPlace>
        ))}
      </fieldset>
      <Checkbox
        label={t('cartesian')}
        description={loops ? t('cartesianLoop') : t('cartesianHelp')}
        disabled={readOnly || loops}
        checked={node.cartesian && !loops}
        onChange={(event) => change({ ...node, cartesian: event.currentTarget.checked }, 'cartesian')}
      />
      <Checkbox
        label={t('manual')}
        description={t('manualHelp')}
        disabled={readOnly}
        checked={node.manualExecution}
        onChange={(event) => change({ ...node, manualExecution: event.currentTarget.checked }, 'manual')}
      />
      {node.manualExecution && (
        <FieldPlace path="authorizer">
          <PersonInput
            label={t('authorizerStart')}
            hint={t('authorizerHelp')}
            value={node.authorizer}
            onChange={(authorizer) => change({ ...node, authorizer }, 'authorizer')}
          />
        </FieldPlace>
      )}
      <FailureOptions
        options={node}
        readOnly={readOnly}
        onChange={(options, about) => change({ ...node, ...options }, about)}
      />
    </>
  )
}

/** A value of a file that nothing installed offers stays visible as what it is. */
function missing(value: string, known: readonly string[], t: ReturnType<typeof useTexts<(typeof formTexts)['en']>>) {
  return value && !known.includes(value) ? [{ value, label: t('notInstalled', { name: value }) }] : []
}
