import type { Verdict } from '@tocsin/contracts/fleet.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { Difference } from '../compare/diff.ts'
import type { Conflict, Override } from '../compare/merge.ts'
import type { MergePolicy } from '../compare/merge-by-policy.ts'
import type { ValuePath } from '../compare/value-path.ts'
import type { ContentItem, ContentSummary, Dependency } from './content-item.ts'

/** What applying an item would do here (FLT-33). */
export interface ContentPlan {
  verdict: Verdict
  /** Why it is blocked or in conflict, one sentence each. */
  reasons: string[]
  /** From what is here to what would be here. */
  diff: Difference[]
  conflicts: Conflict[]
  overridesKept: Override[]
}

export interface ApplyOptions {
  /** The body that was last pushed here; undefined for an import by a person or a first push. */
  base?: Json
  policy: MergePolicy
  /** Paths at which this tenant's own value survives, beside those of the kind (FLT-41). */
  overridable?: readonly ValuePath[]
  /** Paths that the console keeps for itself, beyond the kind's own rules (FLT-35). */
  locked?: readonly ValuePath[]
}

export interface Applied {
  /** `kept`: there was something to change, but the tenant's own values stay. */
  result: 'added' | 'changed' | 'same' | 'kept'
  /** Revision of what is here now. */
  hash: string
  conflicts: Conflict[]
  overridesKept: Override[]
  /** What a person should look at: actions without a resource, unbound aliases. */
  warnings: string[]
}

/**
 * One kind of content, made by the module that owns it and put in the registry. `Tx` is the server's transaction,
 * `Actor` who does it. Import by a person and push by a console both come through `plan` and `apply`.
 */
export interface ContentKind<Tx, Actor> {
  /** Stable word that travels: `playbook`, `custom-field`, `integration`. */
  readonly kind: string
  /** What may differ per tenant and survives every push (FLT-36), as path patterns. */
  readonly overridable: readonly ValuePath[]
  list(tx: Tx): Promise<ContentSummary[]>
  /** The item in its travelling form, without secrets and resources; null if there is none of this id. */
  export(tx: Tx, id: string): Promise<ContentItem | null>
  /** Changes nothing. `options` as for `apply`. */
  plan(tx: Tx, item: ContentItem, options: ApplyOptions): Promise<ContentPlan>
  /**
   * Writes the merged item in the transaction. Throws what makes the whole release fail (FLT-34): a blocked item, or a
   * conflict under the policy `stop`.
   */
  apply(tx: Tx, actor: Actor, item: ContentItem, options: ApplyOptions): Promise<Applied>
  /** Takes the item away again, for a rollback to a release that did not have it (FLT-39). */
  remove(tx: Tx, actor: Actor, id: string): Promise<void>
  /** What a body needs, read from the body alone. */
  dependenciesOf(body: Json): Dependency[]
}
