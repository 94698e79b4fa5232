import { ActionIcon, Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ConditionBranch, ConditionNode } from '@tocsin/engine/playbook/index.ts'
import { type Condition, type Operator, operators } from '@tocsin/engine/values/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { freePort, moveItem } from '../edits/ports.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { fieldOf } from './fields.ts'
import { formTexts } from './form-texts.ts'

interface ConditionFormProps {
  node: ConditionNode
  readOnly: boolean
  change: ChangeNode<ConditionNode>
}

const emptyCondition = (): Condition => ({
  left: { ref: 'const', value: '' },
  operator: '==',
  right: { ref: 'const', value: '' },
})

/** The branches in the order in which they are tried, each with its conditions (NOD-20 … NOD-23, CND-01 … CND-07). */
export function ConditionForm({ node, readOnly, change }: ConditionFormProps) {
  const t = useTexts(formTexts)
  const setBranches = (branches: ConditionBranch[], about: string) => change({ ...node, branches }, about)
  const addBranch = () => {
    const name = freePort(node, node.branches.length === 0 ? 'success' : t('newBranch'))
    const added: ConditionBranch = { name, join: 'and', cartesian: false, conditions: [emptyCondition()] }
    setBranches([...node.branches, added], `branch ${name}`)
  }
  return (
    <>
      <div>
        <h3>{t('branches')}</h3>
        <p className={styles.quiet}>{t('branchesHelp')}</p>
      </div>
      {node.branches.map((branch, index) => (
        <BranchForm
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
          key={index}
          branch={branch}
          index={index}
          count={node.branches.length}
          readOnly={readOnly}
          onRename={(name) =>
            change(
              { ...node, branches: node.branches.map((each, at) => (at === index ? { ...each, name } : each)) },
              `branch ${index} name`,
              { from: branch.name, to: name },
            )
          }
          onChange={(next, about) =>
            setBranches(
              node.branches.map((each, at) => (at === index ? next : each)),
              `branch ${index} ${about}`,
            )
          }
          onMove={(by) => setBranches(moveItem(node.branches, index, by), `move ${index} ${by}`)}
          onRemove={() =>
            setBranches(
              node.branches.filter((_, at) => at !== index),
              `remove ${index}`,
            )
          }
        />
      ))}
      {!readOnly && (
        <div>
          <Button leftSection={<IconPlus size={14} />} onClick={addBranch}>
            {t('addBranch')}
          </Button>
        </div>
      )}
    </>
  )
}

interface BranchFormProps {
  branch: ConditionBranch
  index: number
  count: number
  readOnly: boolean
  onRename: (name: string) => void
  onChange: (branch: ConditionBranch, about: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function BranchForm({ branch, index, count, readOnly, onRename, onChange, onMove, onRemove }: BranchFormProps) {
  const t = useTexts(formTexts)
  const { name } = branch
  const setConditions = (conditions: Condition[], about: string) => onChange({ ...branch, conditions }, about)
  return (
    <section className={styles.branch} aria-label={t('branch', { n: index + 1 })}>
      <div className={styles.row}>
        <TextInput
          className={styles.grow}
          aria-label={t('branchName', { n: index + 1 })}
          value={name}
          maxLength={100}
          readOnly={readOnly}
          onChange={(event) => onRename(event.currentTarget.value)}
        />
        {!readOnly && (
          <>
            <ActionIcon aria-label={t('moveUp', { name })} disabled={index === 0} onClick={() => onMove(-1)}>
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon aria-label={t('moveDown', { name })} disabled={index === count - 1} onClick={() => onMove(1)}>
              <IconArrowDown size={14} />
            </ActionIcon>
            <ActionIcon aria-label={t('removeBranch', { name })} onClick={onRemove}>
              <IconTrash size={14} />
            </ActionIcon>
          </>
        )}
      </div>
      {(branch.conditions.length > 1 || branch.join === 'mixed') && (
        <div className={styles.row}>
          <SegmentedControl
            aria-label={t('join', { name })}
            disabled={readOnly}
            value={branch.join === 'mixed' ? '' : branch.join}
            onChange={(join) => onChange({ ...branch, join: join === 'or' ? 'or' : 'and' }, 'join')}
            data={[
              { value: 'and', label: t('and') },
              { value: 'or', label: t('or') },
            ]}
          />
          {branch.join === 'mixed' && <span className={styles.bad}>{t('mixed')}</span>}
        </div>
      )}
      {branch.conditions.map((condition, at) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own
          key={at}
          condition={condition}
          n={at + 1}
          branch={name}
          readOnly={readOnly}
          onChange={(next, about) =>
            setConditions(
              branch.conditions.map((each, place) => (place === at ? next : each)),
              `condition ${at} ${about}`,
            )
          }
          onRemove={() =>
            setConditions(
              branch.conditions.filter((_, place) => place !== at),
              `without ${at}`,
            )
          }
        />
      ))}
      {!readOnly && (
        <div>
          <Button
            variant="subtle"
            aria-label={t('addConditionTo', { name })}
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              setConditions([...branch.conditions, emptyCondition()], `condition ${branch.conditions.length}`)
            }
          >
            {t('addCondition')}
          </Button>
        </div>
      )}
      <Checkbox
        label={t('combine')}
        disabled={readOnly}
        checked={branch.cartesian}
        onChange={(event) => onChange({ ...branch, cartesian: event.currentTarget.checked }, 'cartesian')}
      />
    </section>
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
