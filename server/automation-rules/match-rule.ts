import type { RuleFilter } from '@tocsin/contracts/automation-rule.ts'
import { parsePath, toText } from '@tocsin/engine'
import { valuesAt } from './alert-value.ts'

const words = { is: 'is', isnot: 'is not', contains: 'contains', notcontains: 'does not contain' } as const

/** The filters of a rule that an alert does not fulfil, each as a sentence; all must hold, one without a field is ignored (RUL-03, RUL-04). */
export function failedFilters(filters: readonly RuleFilter[], alert: unknown): string[] {
  return filters
    .filter((filter) => filter.field !== '' && !holds(filter, alert))
    .map((filter) => explain(filter, alert))
}

export function matches(filters: readonly RuleFilter[], alert: unknown): boolean {
  return filters.every((filter) => filter.field === '' || holds(filter, alert))
}

function holds(filter: RuleFilter, alert: unknown): boolean {
  const wanted = filter.value.trim().toLowerCase()
  const found = textsAt(filter, alert)
  const is = found.includes(wanted) || (found.length === 0 && wanted === '')
  const contains = found.some((text) => text.includes(wanted))
  switch (filter.operator) {
    case 'is':
      return is
    case 'isnot':
      return !is
    case 'contains':
      return contains
    case 'notcontains':
      return !contains
  }
}

function textsAt(filter: RuleFilter, alert: unknown): string[] {
  return valuesAt(parsePath(filter.field), alert).map((value) => toText(value).trim().toLowerCase())
}

function explain(filter: RuleFilter, alert: unknown): string {
  const found = textsAt(filter, alert)
  const shown = found.length === 0 ? 'nothing' : found.slice(0, 3).join(', ').slice(0, 120)
  return `${filter.field} ${words[filter.operator]} ${filter.value} (found ${shown})`
}
