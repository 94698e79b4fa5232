/** One field that differs. An absent `before` was added, an absent `after` was removed; null is a value. */
export interface FieldChange {
  /** From the outside in: `['inputs', 'ip']`, `['branches', 'malicious', 'conditions']`. */
  path: readonly string[]
  before?: unknown
  after?: unknown
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The fields in which two records differ. Records inside are compared key by key, lists of named parts (the branches of
 * a condition, the inputs of a start) part by part; any other value, a reference included, is one.
 */
export function fieldChanges(before: Fields, after: Fields, path: readonly string[] = []): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => valueChanges(before[key], after[key], [...path, key]))
}

function valueChanges(before: unknown, after: unknown, path: readonly string[]): FieldChange[] {
  if (isEqual(before, after)) return []
  if (isFields(before) && isFields(after)) return fieldChanges(before, after, path)
  const old = byName(before)
  const now = byName(after)
  if (old && now) {
    const parts = fieldChanges(Object.fromEntries(old), Object.fromEntries(now), path)
    // The same parts in another order: the first that holds is taken (CND-04).
    return parts.length > 0 ? parts : [{ path: [...path, 'order'], before: [...old.keys()], after: [...now.keys()] }]
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
}

/** A record whose keys are fields of their own, which those of a reference are not. */
function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('ref' in value)
}

/** A list of parts by their own names, or null where it is none. */
function byName(value: unknown): Map<string, Fields> | null {
  if (!Array.isArray(value)) return null
  const named = new Map<string, Fields>()
  for (const item of value) {
    const name = isFields(item) ? (item.name ?? item.path) : undefined
    if (!isFields(item) || typeof name !== 'string' || named.has(name)) return null
    named.set(name, item)
  }
  return named
}

/** Equal in content; a key without a value is one that is not there. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    return one.every((item, index) => isEqual(item, other[index]))
  }
  const a: Fields = { ...one }
  const b: Fields = { ...other }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEqual(a[key], b[key]))
}
