import { harvestText } from './harvest-text.ts'
import type { FoundEntity } from './normalise-value.ts'

const DEEPEST = 30
const MOST_LEAVES = 5_000
const MOST_ENTITIES = 300
/** Values under such keys are full of version numbers that look like addresses. */
const versionKey = /version$|user_?agent/i

/** The entities in every text of a JSON value, of objects and lists too; within limits, so that no alert costs too much. */
export function harvestValue(value: unknown): FoundEntity[] {
  const found = new Map<string, FoundEntity>()
  let leaves = 0
  const visit = (part: unknown, key: string, depth: number): void => {
    if (depth > DEEPEST || leaves >= MOST_LEAVES || found.size >= MOST_ENTITIES) return
    if (typeof part === 'string') {
      leaves += 1
      if (part.length < 4 || versionKey.test(key)) return
      for (const each of harvestText(part)) found.set(`${each.type} ${each.value}`, each)
    } else if (Array.isArray(part)) {
      for (const item of part) visit(item, key, depth + 1)
    } else if (typeof part === 'object' && part !== null) {
      for (const [name, item] of Object.entries(part)) visit(item, name, depth + 1)
    }
  }
  visit(value, '', 0)
  return [...found.values()].slice(0, MOST_ENTITIES)
}
