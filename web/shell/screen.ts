import type { Icon } from '@tabler/icons-react'
import type { AnyRoute } from '@tanstack/react-router'
import type { Capability } from '@tocsin/contracts/capabilities.ts'
import type { Text } from '../i18n/index.ts'

/** Blocks of the settings menu (GEN-03, GEN-04). */
export type SettingsSection = 'general' | 'users' | 'notifications' | 'customization' | 'audit' | 'report' | 'mssp'

interface EntryBase {
  label: Text
  path: string
  /** Who sees it; everybody who is signed in when left out. */
  capability?: Capability
  /** Other words somebody may look for in Go to (GEN-10). */
  keywords?: string
  /** Place in its group; in tens, so that others fit between. */
  order: number
}

/** A page on the left rail (`main`, `automation`) or behind the MSSP icon (`console`, MSSP-09). */
export interface RailEntry extends EntryBase {
  group: 'main' | 'automation' | 'console'
  icon: Icon
}

/** A page behind the gear. */
export interface SettingsEntry extends EntryBase {
  group: 'settings'
  section: SettingsSection
  icon?: Icon
}

export type MenuEntry = RailEntry | SettingsEntry

/** What a domain folder adds to the console; its `screens.ts` exports it as `screens` and is found by itself. */
export interface Screens {
  /** Every route of the folder; each names its parent: `appRoute`, `settingsRoute` or a route of its own. */
  routes: AnyRoute[]
  menu: MenuEntry[]
}
