import { IconBolt } from '@tabler/icons-react'
import { describe, expect, it } from 'vitest'
import { findEntries, visibleEntries } from './menu.ts'
import type { MenuEntry } from './screen.ts'

const entry = (group: 'main' | 'console', order: number, name: string, more: Partial<MenuEntry> = {}): MenuEntry =>
  ({ group, order, icon: IconBolt, label: { en: name, fr: name }, path: `/${name}`, ...more }) as MenuEntry

const entries = [
  entry('main', 20, 'Incidents', { capability: 'incident.view' }),
  entry('main', 10, 'SecOps'),
  entry('console', 10, 'Nodes Management', { capability: 'fleet.nodes-view', keywords: 'tenants ping' }),
]
const names = (list: MenuEntry[]) => list.map(({ label }) => label.en)

describe('menus', () => {
  it('hide pages the profile does not allow (GEN-05)', () => {
    expect(names(visibleEntries(entries, () => false, true))).toEqual(['SecOps'])
  })

  it('show the console only where there is one (MSSP-09)', () => {
    expect(names(visibleEntries(entries, () => true, false))).toEqual(['SecOps', 'Incidents'])
    expect(names(visibleEntries(entries, () => true, true))).toContain('Nodes Management')
  })
})

describe('Go to (GEN-10)', () => {
  const find = (typed: string) => names(findEntries(entries, typed, ({ label }) => label.en))

  it('finds pages by the beginnings of their words', () => {
    expect(find('man')).toEqual(['Nodes Management'])
    expect(find('nod man')).toEqual(['Nodes Management'])
    expect(find('zzz')).toEqual([])
  })

  it('finds pages by keywords too', () => {
    expect(find('tenants')).toEqual(['Nodes Management'])
  })
})
