import { type Merge, type MergeRules, merge } from './merge.ts'

/** What a release does with a field that both sides changed (FLT-35). */
export type MergePolicy = 'keep-tenant' | 'take-console' | 'stop'

/** `stopped`: nothing of this item may be applied; `conflicts` say why. */
export interface MergeOutcome extends Merge {
  stopped: boolean
}

/** The three-way merge with its conflicts settled as the release says. */
export function mergeByPolicy(
  base: unknown,
  theirs: unknown,
  ours: unknown,
  rules: Omit<MergeRules, 'prefer'>,
  policy: MergePolicy,
): MergeOutcome {
  const prefer = policy === 'take-console' ? 'console' : 'tenant'
  const merged = merge(base, theirs, ours, { ...rules, prefer })
  return { ...merged, stopped: policy === 'stop' && merged.conflicts.length > 0 }
}
