import type { Capability } from '@tocsin/contracts/capabilities.ts'
import type { MenuEntry, RailEntry, SettingsEntry, SettingsSection } from './screen.ts'

export const settingsSections: SettingsSection[] = [
  'general',
  'users',
  'notifications',
  'customization',
  'audit',
  'report',
  'mssp',
]

/** The entries somebody may see, in their order (GEN-05: whole pages are hidden); console entries only on a console. */
export function visibleEntries(
  entries: MenuEntry[],
  can: (capability: Capability) => boolean,
  isConsole: boolean,
): MenuEntry[] {
  return entries
    .filter(({ group, capability }) => (group !== 'console' || isConsole) && (!capability || can(capability)))
    .sort((one, other) => one.order - other.order)
}

export function railEntries(entries: MenuEntry[], group: RailEntry['group']): RailEntry[] {
  return entries.filter((entry): entry is RailEntry => entry.group === group)
}

export function settingsEntries(entries: MenuEntry[]): SettingsEntry[] {
  return entries.filter((entry): entry is SettingsEntry => entry.group === 'settings')
}

/** Pages for Go to: every word typed must begin a word of the name or the keywords; names come before keywords. */
export function findEntries(entries: MenuEntry[], typed: string, labelOf: (entry: MenuEntry) => string): MenuEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const wordsOf = (text: string) => text.toLowerCase().split(/[\s/&-]+/)
  const rank = (entry: MenuEntry) => {
    const name = wordsOf(labelOf(entry))
    const all = [...name, ...wordsOf(`${entry.keywords ?? ''} ${entry.group}`)]
    if (!words.every((word) => all.some((one) => one.startsWith(word)))) return -1
    return words.filter((word) => name.some((one) => one.startsWith(word))).length
  }
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ entry }) => entry)
}
