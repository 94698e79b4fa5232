import { Checkbox, SegmentedControl } from '@mantine/core'
import type { WaitNode } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import { ConditionGroupForm, emptyCondition } from './ConditionGroupForm.tsx'
import type { ChangeNode } from './change-node.ts'
import { DurationInput } from './DurationInput.tsx'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { fieldOf } from './fields.ts'
import { flowFormTexts } from './flow-form-texts.ts'

interface WaitFormProps {
  node: WaitNode
  readOnly: boolean
  change: ChangeNode<WaitNode>
}

/** How long, until when, or for what a wait waits. */
export function WaitForm({ node, readOnly, change }: WaitFormProps) {
  const t = useTexts(flowFormTexts)
  const chooseMode = (next: string) => {
    const mode = next === 'time' || next === 'condition' ? next : 'duration'
    const conditions = mode === 'condition' && node.conditions.length === 0 ? [emptyCondition()] : node.conditions
    change({ ...node, mode, conditions }, 'mode')
  }
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('waitMode')}
        disabled={readOnly}
        value={node.mode}
        onChange={chooseMode}
        data={[
          { value: 'duration', label: t('afterTime') },
          { value: 'time', label: t('atTime') },
          { value: 'condition', label: t('whenHolds') },
        ]}
      />
      {node.mode === 'duration' && (
        <FieldPlace path="duration">
          <ValueInput
            field={fieldOf(t('duration'), { hint: t('durationHelp'), required: true })}
            value={node.duration}
            onChange={(duration) => change({ ...node, duration }, 'duration')}
          />
        </FieldPlace>
      )}
      {node.mode === 'time' && (
        <FieldPlace path="time">
          <ValueInput
            field={fieldOf(t('time'), { hint: t('timeHelp'), required: true })}
            value={node.time}
            onChange={(time) => change({ ...node, time }, 'time')}
          />
        </FieldPlace>
      )}
      {node.mode === 'condition' && <WhenHolds node={node} readOnly={readOnly} change={change} />}
    </>
  )
}

function WhenHolds({ node, readOnly, change }: WaitFormProps) {
  const t = useTexts(flowFormTexts)
  return (
    <>
      <fieldset className={styles.inputs} data-field="conditions">
        <legend>{t('conditions')}</legend>
        <p className={styles.quiet}>{t('waitHelp')}</p>
        <ConditionGroupForm
          group={node}
          name={shownName(node)}
          readOnly={readOnly}
          onChange={(group, about) => change({ ...node, ...group }, about)}
        />
      </fieldset>
      <Checkbox
        label={t('waitTimeout')}
        description={t('waitTimeoutHelp')}
        disabled={readOnly}
        checked={node.timeoutSeconds !== null}
        onChange={(event) => change({ ...node, timeoutSeconds: event.currentTarget.checked ? 3600 : null }, 'timeout')}
      />
      {node.timeoutSeconds !== null && (
        <DurationInput
          bare
          label={t('waitTimeout')}
          seconds={node.timeoutSeconds}
          readOnly={readOnly}
          onChange={(timeoutSeconds) => change({ ...node, timeoutSeconds }, 'timeout')}
        />
      )}
    </>
  )
}
