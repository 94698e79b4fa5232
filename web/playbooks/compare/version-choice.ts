import type { PlaybookVersion } from '@tocsin/contracts/playbook.ts'

/** One state of a playbook that can be compared: its draft, or a version by its number. */
export type VersionChoice = 'draft' | number

/** With what a version is compared when nobody chose: what is edited, else what runs, else the version before. */
export function otherThan(
  chosen: VersionChoice,
  versions: readonly PlaybookVersion[],
  hasDraft: boolean,
): VersionChoice | null {
  if (chosen !== 'draft' && hasDraft) return 'draft'
  const published = versions.find((each) => each.published)?.number
  if (published !== undefined && published !== chosen) return published
  const before = versions.filter(({ number }) => chosen === 'draft' || number < chosen)
  return before.length > 0 ? Math.max(...before.map(({ number }) => number)) : null
}

/** The two in the order in which they were made, so that what came later reads as added. */
export function inOrder(one: VersionChoice, other: VersionChoice): [older: VersionChoice, newer: VersionChoice] {
  const place = (choice: VersionChoice) => (choice === 'draft' ? Number.POSITIVE_INFINITY : choice)
  return place(one) <= place(other) ? [one, other] : [other, one]
}
