import type { PlaybookGraph } from '@tocsin/engine'
import { calledNames } from './playbook-shapes.ts'

/** The playbooks so that each stands behind those that it runs, which have to be published before it (NOD-60). */
export function calledFirst<T extends { name: string; graph: PlaybookGraph }>(playbooks: readonly T[]): T[] {
  const keyOf = (name: string) => name.trim().toLowerCase()
  const byName = new Map(playbooks.map((each) => [keyOf(each.name), each]))
  const ordered = new Set<T>()
  const under = new Set<T>()
  const visit = (each: T) => {
    if (ordered.has(each) || under.has(each)) return
    under.add(each)
    for (const name of calledNames(each.graph)) {
      const called = byName.get(keyOf(name))
      if (called) visit(called)
    }
    ordered.add(each)
  }
  for (const each of playbooks) visit(each)
  return [...ordered]
}
