import { NumberInput, SegmentedControl, Select } from '@mantine/core'
import { listPlaybookShapes } from '@tocsin/contracts/playbook-shape.ts'
import { playbookNamed, type RepeatNode } from '@tocsin/engine/playbook/index.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import { ConditionGroupForm } from './ConditionGroupForm.tsx'
import type { ChangeNode } from './change-node.ts'
import { DurationInput } from './DurationInput.tsx'
import styles from './Editor.module.css'
import { FailureOptions } from './FailureOptions.tsx'
import { FieldPlace } from './FieldPlace.tsx'
import { fieldOf } from './fields.ts'
import { flowFormTexts } from './flow-form-texts.ts'
import { PlaybookChoice } from './PlaybookChoice.tsx'

interface RepeatFormProps {
  playbookId: string
  node: RepeatNode
  readOnly: boolean
  change: ChangeNode<RepeatNode>
}

/** A playbook once for each item of a list, or again until a condition holds, with limits. */
export function RepeatForm({ playbookId, node, readOnly, change }: RepeatFormProps) {
  const t = useTexts(flowFormTexts)
  const isForItems = node.mode === 'items'
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('repeatMode')}
        disabled={readOnly}
        value={node.mode}
        onChange={(mode) => change({ ...node, mode: mode === 'until' ? 'until' : 'items' }, 'mode')}
        data={[
          { value: 'items', label: t('forItems') },
          { value: 'until', label: t('untilCondition') },
        ]}
      />
      {isForItems && (
        <FieldPlace path="items">
          <ValueInput
            field={fieldOf(t('items'), { hint: t('itemsHelp'), required: true })}
            value={node.items}
            onChange={(items) => change({ ...node, items }, 'items')}
          />
        </FieldPlace>
      )}
      <PlaybookChoice
        playbookId={playbookId}
        node={node}
        without={isForItems ? node.itemInput : undefined}
        readOnly={readOnly}
        onChange={(called, about) => change({ ...node, ...called }, about)}
      />
      {isForItems ? (
        <ForItems node={node} readOnly={readOnly} change={change} />
      ) : (
        <Until node={node} readOnly={readOnly} change={change} />
      )}
      <FailureOptions
        options={node}
        readOnly={readOnly}
        onChange={(options, about) => change({ ...node, ...options }, about)}
      />
    </>
  )
}

type ModeProps = Omit<RepeatFormProps, 'playbookId'>

function ForItems({ node, readOnly, change }: ModeProps) {
  const t = useTexts(flowFormTexts)
  const { data } = useEndpoint(listPlaybookShapes)
  const inputs = playbookNamed(node.playbook, data?.items ?? [])?.inputs ?? []
  return (
    <>
      <FieldPlace path="itemInput">
        <Select
          label={t('itemInput')}
          withAsterisk
          data={[...new Set([...inputs, node.itemInput].filter(Boolean))]}
          value={node.itemInput || null}
          onChange={(itemInput) => change({ ...node, itemInput: itemInput ?? '' }, 'item input')}
          disabled={readOnly}
        />
      </FieldPlace>
      <div className={styles.pair}>
        <NumberInput
          label={t('concurrency')}
          min={1}
          max={50}
          allowDecimal={false}
          clampBehavior="strict"
          readOnly={readOnly}
          value={node.concurrency}
          onChange={(next) => Number(next) >= 1 && change({ ...node, concurrency: Number(next) }, 'concurrency')}
        />
        <MostRounds node={node} readOnly={readOnly} change={change} />
      </div>
      <p className={styles.quiet}>{t('maxRoundsItems')}</p>
    </>
  )
}

function Until({ node, readOnly, change }: ModeProps) {
  const t = useTexts(flowFormTexts)
  return (
    <>
      <fieldset className={styles.inputs} data-field="conditions">
        <legend>{t('until')}</legend>
        <p className={styles.quiet}>{t('untilHelp')}</p>
        <ConditionGroupForm
          group={node}
          name={shownName(node)}
          readOnly={readOnly}
          onChange={(group, about) => change({ ...node, ...group }, about)}
        />
      </fieldset>
      <DurationInput
        label={t('pause')}
        seconds={node.pauseSeconds}
        min={0}
        max={86_400}
        readOnly={readOnly}
        onChange={(pauseSeconds) => change({ ...node, pauseSeconds }, 'pause')}
      />
      <MostRounds node={node} readOnly={readOnly} change={change} />
      <p className={styles.quiet}>{t('maxRoundsUntil')}</p>
    </>
  )
}

function MostRounds({ node, readOnly, change }: ModeProps) {
  const t = useTexts(flowFormTexts)
  return (
    <NumberInput
      label={t('maxRounds')}
      min={1}
      max={1000}
      allowDecimal={false}
      clampBehavior="strict"
      readOnly={readOnly}
      value={node.maxRounds}
      onChange={(next) => Number(next) >= 1 && change({ ...node, maxRounds: Number(next) }, 'most rounds')}
    />
  )
}
