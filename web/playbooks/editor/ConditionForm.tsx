import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ConditionBranch, ConditionNode } from '@tocsin/engine/playbook/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { freePort, moveItem } from '../edits/ports.ts'
import { ConditionGroupForm, type Conditions, emptyCondition } from './ConditionGroupForm.tsx'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { formTexts } from './form-texts.ts'

interface ConditionFormProps {
  node: ConditionNode
  readOnly: boolean
  change: ChangeNode<ConditionNode>
}

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
  const path = `branches.${index}`
  const change = (group: Conditions, about: string) => onChange({ ...branch, ...group }, about)
  return (
    <section className={styles.branch} data-field={path} aria-label={t('branch', { n: index + 1 })}>
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
      <ConditionGroupForm group={branch} name={name} path={`${path}.`} readOnly={readOnly} onChange={change} />
    </section>
  )
}
