import type { Json } from '@tocsin/contracts/lists.ts'
import { sameJson } from '../canonical/equal.ts'
import { diff } from '../compare/diff.ts'
import type { Conflict, MergeRules } from '../compare/merge.ts'
import { type MergeOutcome, mergeByPolicy } from '../compare/merge-by-policy.ts'
import type { ApplyOptions, ContentPlan } from './content-kind.ts'

/** The plan with what has to be written: undefined when nothing has to be. */
export interface ItemPlan extends ContentPlan {
  write?: Json
  /** What `apply` would answer. */
  result: 'added' | 'changed' | 'same' | 'kept'
}

/**
 * The part of `plan` and `apply` that is the same for every kind. `ours` is the body that is here, null if there is
 * none. A kind adds its own reasons for `blocked` (a field limit, a clash of types).
 */
export function planItem(
  theirs: Json,
  ours: Json | null,
  options: ApplyOptions,
  rules: Pick<MergeRules, 'overridable'> = {},
): ItemPlan {
  if (ours === null) return planAbsent(theirs, options)
  const overridable = [...(rules.overridable ?? []), ...(options.overridable ?? [])]
  const merged = mergeByPolicy(
    options.base,
    theirs,
    ours,
    { overridable, locked: options.locked ?? [] },
    options.policy,
  )
  const body = merged.merged as Json
  const changes = diff(ours, merged.stopped ? theirs : body)
  const verdict = merged.conflicts.length > 0 ? 'conflict' : changes.length > 0 ? 'change' : 'same'
  return {
    verdict,
    reasons: merged.conflicts.map(describeConflict),
    diff: changes,
    conflicts: merged.conflicts,
    overridesKept: merged.overridesKept,
    ...(merged.stopped || changes.length === 0 ? {} : { write: body }),
    result: resultOf(merged, changes.length > 0),
  }
}

function resultOf(merged: MergeOutcome, changed: boolean): ItemPlan['result'] {
  if (merged.stopped) return 'kept'
  if (changed) return 'changed'
  return merged.conflicts.length > 0 ? 'kept' : 'same'
}

/** Nothing is here: new, or removed here after a push. Bringing that back against the tenant's will is a conflict. */
function planAbsent(theirs: Json, { base, policy }: ApplyOptions): ItemPlan {
  const nothing = { conflicts: [], overridesKept: [], reasons: [] }
  if (base === undefined) {
    return { ...nothing, verdict: 'add', diff: [{ path: '', after: theirs }], write: theirs, result: 'added' }
  }
  const conflict: Conflict = { path: '', base, theirs }
  const reasons = [`It was removed here after the last push${sameJson(base, theirs) ? '' : ', and has changed since'}.`]
  const plan = { ...nothing, verdict: 'conflict' as const, reasons, conflicts: [conflict] }
  if (policy !== 'take-console') return { ...plan, diff: [], result: 'kept' }
  return { ...plan, diff: [{ path: '', after: theirs }], write: theirs, result: 'added' }
}

function describeConflict({ path }: Conflict): string {
  return `${path === '' ? 'The whole item' : path} was changed here and in the console.`
}
