import { ActionIcon, Button, Checkbox, SegmentedControl, Select } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type Condition, type ConditionGroup, type Operator, operators } from '@tocsin/engine/values/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import styles from './Editor.module.css'
import { FieldPlace } from './FieldPlace.tsx'
import { fieldOf } from './fields.ts'
import { formTexts } from './form-texts.ts'

export const emptyCondition = (): Condition => ({
  left: { ref: 'const', value: '' },
  operator: '==',
  right: { ref: 'const', value: '' },
})

export interface Conditions extends ConditionGroup {
  conditions: Condition[]
}

interface ConditionGroupFormProps {
  group: Conditions
  /** What the conditions decide about, for the names of the inputs: a branch, or the node. */
  name: string
  /** Place of the group inside the node: `branches.0.`, or nothing. */
  path?: string
  readOnly: boolean
  onChange: (group: Conditions, about: string) => void
}

/** Conditions joined all by AND or all by OR (NOD-22, CND-01 … CND-07). */
export function ConditionGroupForm({ group, name, path = '', readOnly, onChange }: ConditionGroupFormProps) {
  const t = useTexts(formTexts)
  const { join, cartesian, conditions } = group
  const set = (part: Partial<Conditions>, about: string) => onChange({ join, cartesian, conditions, ...part }, about)
  return (
    <>
      {(conditions.length > 1 || join === 'mixed') && (
        <div className={styles.row}>
          <SegmentedControl
            aria-label={t('join', { name })}
            disabled={readOnly}
            value={join === 'mixed' ? '' : join}
            onChange={(next) => set({ join: next === 'or' ? 'or' : 'and' }, 'join')}
            data={[
              { value: 'and', label: t('and') },
              { value: 'or', label: t('or') },
            ]}
          />
          {join === 'mixed' && <span className={styles.bad}>{t('mixed')}</span>}
        </div>
      )}
      {conditions.map((condition, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own
        <FieldPlace key={at} path={`${path}conditions.${at}`}>
          <ConditionRow
            condition={condition}
            n={at + 1}
            branch={name}
            readOnly={readOnly}
            onChange={(next, about) =>
              set(
                { conditions: conditions.map((each, place) => (place === at ? next : each)) },
                `condition ${at} ${about}`,
              )
            }
            onRemove={() => set({ conditions: conditions.filter((_, place) => place !== at) }, `without ${at}`)}
          />
        </FieldPlace>
      ))}
      {!readOnly && (
        <div>
          <Button
            variant="subtle"
            aria-label={t('addConditionTo', { name })}
            leftSection={<IconPlus size={14} />}
            onClick={() => set({ conditions: [...conditions, emptyCondition()] }, `condition ${conditions.length}`)}
          >
            {t('addCondition')}
          </Button>
        </div>
      )}
      <Checkbox
        label={t('combine')}
        disabled={readOnly}
        checked={cartesian}
        onChange={(event) => set({ cartesian: event.currentTarget.checked }, 'cartesian')}
      />
    </>
  )
}

interface ConditionRowProps {
  condition: Condition
  n: number
  branch: string
  readOnly: boolean
  onChange: (condition: Condition, about: string) => void
  onRemove: () => void
}

function ConditionRow({ condition, n, branch, readOnly, onChange, onRemove }: ConditionRowProps) {
  const t = useTexts(formTexts)
  const words: Partial<Record<Operator, string>> = {
    contains: t('contains'),
    '!contains': t('notContains'),
    present: t('present'),
    '!present': t('absent'),
  }
  const hasRight = condition.operator !== 'present' && condition.operator !== '!present'
  const none = { ref: 'const', value: '' } as const
  return (
    <div className={styles.condition}>
      <ValueInput
        bare
        field={fieldOf(t('left', { n, name: branch }))}
        value={condition.left}
        onChange={(left) => onChange({ ...condition, left: left ?? none }, 'left')}
      />
      <div className={styles.row}>
        <Select
          className={styles.grow}
          aria-label={t('operator', { n, name: branch })}
          disabled={readOnly}
          data={operators.map((each) => ({ value: each, label: words[each] ?? each }))}
          value={condition.operator}
          onChange={(next) => {
            const operator = operators.find((each) => each === next) ?? '=='
            const isUnary = operator === 'present' || operator === '!present'
            onChange({ ...condition, operator, right: isUnary ? undefined : (condition.right ?? none) }, 'operator')
          }}
        />
        {!readOnly && (
          <ActionIcon aria-label={t('removeCondition', { n, name: branch })} onClick={onRemove}>
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </div>
      {hasRight && (
        <ValueInput
          bare
          field={fieldOf(t('right', { n, name: branch }))}
          value={condition.right}
          onChange={(right) => onChange({ ...condition, right: right ?? none }, 'right')}
        />
      )}
    </div>
  )
}
