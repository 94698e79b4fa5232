import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { listPlaybookShapes } from '@tocsin/contracts/playbook-shape.ts'
import { type NestedPlaybookNode, playbookNamed, type RepeatNode } from '@tocsin/engine/playbook/index.ts'
import type { Expression } from '@tocsin/engine/values/index.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { fieldOf } from './fields.ts'
import { flowFormTexts } from './flow-form-texts.ts'
import { loopingPlaybooks } from './looping-playbooks.ts'

type Caller = NestedPlaybookNode | RepeatNode
type Called = Pick<Caller, 'playbook' | 'inputs'>

interface PlaybookChoiceProps {
  playbookId: string
  node: Caller
  /** An input that is filled otherwise: by the item of a repeat. */
  without?: string
  readOnly: boolean
  onChange: (called: Called, about: string) => void
}

/** The playbook that a node runs, and a value for each of its inputs (NOD-60, NOD-62). */
export function PlaybookChoice({ playbookId, node, without, readOnly, onChange }: PlaybookChoiceProps) {
  const t = useTexts(flowFormTexts)
  const { data } = useEndpoint(listPlaybookShapes)
  const shapes = data?.items ?? []
  const chosen = playbookNamed(node.playbook, shapes)
  const looping = loopingPlaybooks(playbookId, shapes)
  const offered = shapes
    .filter(({ published }) => published)
    .map(({ id, name }) => ({
      value: name,
      label: looping.has(id) ? t('playbookLoop', { name }) : name,
      disabled: looping.has(id),
    }))
  const own = chosen?.name ?? node.playbook
  const choices =
    own && !offered.some(({ value }) => value === own)
      ? [...offered, { value: own, label: data ? t('playbookGone', { name: own }) : own, disabled: false }]
      : offered

  const setInput = (path: string, value: Expression | null) => {
    const { [path]: _, ...rest } = node.inputs
    onChange({ playbook: node.playbook, inputs: value ? { ...node.inputs, [path]: value } : rest }, `input ${path}`)
  }
  const declared = chosen?.inputs ?? []
  const leftOver = data ? Object.keys(node.inputs).filter((path) => !declared.includes(path)) : []
  const shown = declared.filter((path) => path !== without)
  return (
    <>
      <FieldPlace path="playbook">
        <Select
          label={t('playbook')}
          placeholder={t('choosePlaybook')}
          data={choices}
          value={own || null}
          onChange={(name) => name && name !== own && onChange({ playbook: name, inputs: node.inputs }, 'playbook')}
          searchable
          disabled={readOnly}
          withAsterisk
        />
      </FieldPlace>
      {chosen && (
        <Link to={paths.playbook(chosen.id)} className={styles.quietLink}>
          {t('openPlaybook', { name: chosen.name })}
        </Link>
      )}
      {(chosen || leftOver.length > 0) && (
        <fieldset className={styles.inputs}>
          <legend>{t('playbookInputs')}</legend>
          {chosen && declared.length === 0 && <p className={styles.quiet}>{t('noPlaybookInputs')}</p>}
          {shown.map((path) => (
            <FieldPlace key={path} path={`inputs.${path}`}>
              <ValueInput field={fieldOf(path)} value={node.inputs[path]} onChange={(value) => setInput(path, value)} />
            </FieldPlace>
          ))}
          {leftOver.map((path) => (
            <FieldPlace key={path} path={`inputs.${path}`}>
              <ValueInput
                field={fieldOf(path, { hint: t('inputGone') })}
                value={node.inputs[path]}
                onChange={(value) => setInput(path, value)}
              />
            </FieldPlace>
          ))}
        </fieldset>
      )}
    </>
  )
}
