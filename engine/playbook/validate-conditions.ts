import type { ConditionGroup } from '../values/condition.ts'
import type { Expression } from '../values/reference.ts'
import type { Problem } from './problem.ts'

/** 0 and false are values; empty text is none. */
export function isFilled(value: Expression | null | undefined): boolean {
  if (!value) return false
  if (value.ref === 'const') return value.value !== '' && value.value !== null && value.value !== undefined
  return value.ref !== 'text' || value.text.trim() !== ''
}

/** A group of conditions that can be evaluated (NOD-23, NOD-32); `name` is how its owner is called. */
export function checkConditions(group: ConditionGroup & { id: string }, name: string): Problem[] {
  if (group.conditions.length === 0) {
    const message = `${name} has no condition; add one.`
    return [{ severity: 'error', code: 'no_condition', nodeId: group.id, path: 'conditions', message }]
  }
  const problems: Problem[] = []
  if (group.join === 'mixed') {
    const message = `${name} mixes AND and OR; choose one of them.`
    problems.push({ severity: 'error', code: 'mixed_joining', nodeId: group.id, path: 'conditions', message })
  }
  group.conditions.forEach((each, at) => {
    if (isFilled(each.left)) return
    const message = `A condition of ${name} has no value on its left; choose one.`
    problems.push({ severity: 'error', code: 'no_left_value', nodeId: group.id, path: `conditions.${at}`, message })
  })
  return problems
}
