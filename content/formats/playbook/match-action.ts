import type { ActionStep } from './exchange-playbook.ts'

/** An action that playbooks can use here. */
export interface InstalledAction {
  integration: string
  /** The former name of the integration, by which older files call it (INT-10). */
  officialName?: string | null
  name: string
  type: string
  /** False for actions that run without a connection; they are not reported as lacking one. */
  needsResource?: boolean
}

export type ActionMatch =
  | { match: 'one'; action: InstalledAction }
  /** Several integrations offer it: a person must choose. */
  | { match: 'ambiguous'; candidates: InstalledAction[] }
  | { match: 'none'; reason: string }

type Named = Pick<ActionStep, 'actionName' | 'actionNameDisplay' | 'actionType' | 'x_bindings'>

/**
 * The installed action that a step means (formats.md 13.4): by integration, name and type where the file says them,
 * else by the name without `dynamic`, `(n)` and spaces (OIF-18).
 */
export function matchAction(step: Named, installed: readonly InstalledAction[]): ActionMatch {
  const integration = step.x_bindings.integration
  const offered = installed.filter(({ type }) => type !== 'Daemon' && type !== 'Trigger')
  if (typeof integration === 'string' && integration !== '') {
    const ofIntegration = offered.filter((action) => [action.integration, action.officialName].includes(integration))
    if (ofIntegration.length === 0) return { match: 'none', reason: `The integration ${integration} is not installed.` }
    return matchAmong(step, ofIntegration, `${integration} has no action`)
  }
  return matchAmong(step, offered, 'No installed integration has an action')
}

function matchAmong(step: Named, actions: readonly InstalledAction[], nothing: string): ActionMatch {
  const wanted = wantedName(step)
  const isMeant = ({ type }: InstalledAction) => step.actionType === '' || type === step.actionType
  const named = possibleNames(step).map((name) => actions.filter((action) => squeeze(action.name) === name))
  const fitting = named.map((found) => found.filter(isMeant)).find((found) => found.length > 0) ?? []
  const [first] = fitting
  if (first) return fitting.length === 1 ? { match: 'one', action: first } : { match: 'ambiguous', candidates: fitting }
  // With the integration named too, its only action of that name is meant: an update may have changed its type.
  const [exact, ...others] = named.find((found) => found.length > 0) ?? []
  if (exact && others.length === 0 && step.x_bindings.integration) return { match: 'one', action: exact }
  const types = [...new Set(named.flat().map(({ type }) => type))].join(' or ')
  if (types === '') return { match: 'none', reason: `${nothing} called ${wanted}.` }
  return {
    match: 'none',
    reason: `${wanted} is installed as ${types}, but the playbook uses it as ${step.actionType}.`,
  }
}

/** The name of the action for people, as far as the file says it. */
export function wantedName(step: Named): string {
  const bound = step.x_bindings.action
  if (typeof bound === 'string' && bound !== '') return bound
  return (
    step.actionNameDisplay.replace(counter, '').trim() || step.actionName.replace(/^dynamic/, '').replace(counter, '')
  )
}

const counter = /\s*\(\d+\)\s*$/

/** Names to look for, the most exact first: `(n)` may belong to the name. */
function possibleNames(step: Named): string[] {
  const bound = step.x_bindings.action
  if (typeof bound === 'string' && bound !== '') return [squeeze(bound)]
  const given = [step.actionNameDisplay, step.actionName.replace(/^dynamic/, '')]
  const names = [...given, ...given.map((name) => name.replace(counter, ''))].map(squeeze)
  return [...new Set(names.filter((name) => name !== ''))]
}

function squeeze(name: string): string {
  return name.replaceAll(/\s+/g, '').toLowerCase()
}

/** The three keys by which files name an action of this name. */
export function namesOf(action: string): Pick<ActionStep, 'actionName' | 'actToDo' | 'actionNameDisplay'> {
  if (action === '') return { actionName: '', actToDo: '', actionNameDisplay: '' }
  const actionName = `dynamic${action.replaceAll(/\s+/g, '')}`
  return { actionName, actToDo: `${actionName}_1`, actionNameDisplay: action }
}

/** Whether a name of a file, with `dynamic`, `(n)` and `_n`, still means the action. */
export function meansAction(name: string, action: string): boolean {
  const plain = name.replace(/^dynamic/, '').replace(/_\d+$/, '')
  return [name, plain, plain.replace(counter, '')].some((each) => squeeze(each) === squeeze(action))
}
