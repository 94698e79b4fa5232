import type { AuditEvent } from '@tocsin/contracts/audit.ts'

/** The type of an event as words: `PlaybookPublished` is "Playbook published". */
export function wordsOf(type: string): string {
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function nameIn(value: AuditEvent['after']): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  for (const key of ['name', 'label', 'title', 'release', 'number']) {
    const found = value[key]
    if (typeof found === 'string' || typeof found === 'number') return String(found)
  }
  return null
}

/** What an event was about: the name it then had, else kind and id; nothing for the pairing itself, which the page is about. */
export function subjectName({ subject, before, after }: AuditEvent): string {
  const name = nameIn(after) ?? nameIn(before)
  if (name !== null) return name
  return subject.kind === 'pairings' ? '' : `${subject.kind} ${subject.id}`
}

const known = [
  'PairingCodeCreated',
  'PairingActivated',
  'PairingEnded',
  'GrantsChanged',
  'ConnectTokenIssued',
  'MsspConnected',
  'ReleaseTaken',
  'LinkRefused',
  'KeyChangeBegun',
  'KeyChanged',
  'KeyChangeRefused',
  'KeyScheduleChanged',
  'PeerKeyAnnounced',
  'PeerKeyChanged',
] as const

/** The key of the sentence for an event of the pairing itself; null for what was done to anything else. */
export function pairingEvent(type: string): (typeof known)[number] | null {
  return known.find((one) => one === type) ?? null
}
