import type { PlaybookShape } from '@tocsin/contracts/playbook-shape.ts'

/** Ids of the playbooks that lead back to `self`, directly or through others, itself included (NOD-65). */
export function loopingPlaybooks(self: string, shapes: readonly Pick<PlaybookShape, 'id' | 'calls'>[]): Set<string> {
  const looping = new Set([self])
  for (let before = 0; before !== looping.size; ) {
    before = looping.size
    for (const { id, calls } of shapes) if (calls.some((called) => looping.has(called))) looping.add(id)
  }
  return looping
}
