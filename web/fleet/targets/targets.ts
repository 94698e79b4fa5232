import type { Targets, Tenant } from '@tocsin/contracts/fleet.ts'

export type TargetKind = 'all' | 'tenants' | 'groups' | 'tags'

/** What a person has chosen so far; each way keeps its own list, so that trying another loses nothing. */
export interface TargetChoice {
  kind: TargetKind
  except: string[]
  tenants: string[]
  groups: string[]
  tags: string[]
}

export const everybody: TargetChoice = { kind: 'all', except: [], tenants: [], groups: [], tags: [] }

/** What the API takes; null while a way is chosen and nothing in it. */
export function toTargets(choice: TargetChoice): Targets | null {
  if (choice.kind === 'all') return choice.except.length > 0 ? { all: true, except: choice.except } : { all: true }
  const list = choice[choice.kind]
  if (list.length === 0) return null
  if (choice.kind === 'tenants') return { tenants: list }
  return choice.kind === 'groups' ? { groups: list } : { tags: list }
}

export function fromTargets(targets: Targets): TargetChoice {
  if ('all' in targets) return { ...everybody, except: targets.except ?? [] }
  if ('tenants' in targets) return { ...everybody, kind: 'tenants', tenants: targets.tenants }
  if ('groups' in targets) return { ...everybody, kind: 'groups', groups: targets.groups }
  return { ...everybody, kind: 'tags', tags: targets.tags }
}

/** The tenants that targets mean now; those that have left are nobody's target. */
export function tenantsOf<Row extends Pick<Tenant, 'id' | 'groups' | 'tags' | 'status'>>(
  targets: Targets,
  tenants: readonly Row[],
): Row[] {
  const present = tenants.filter(({ status }) => status !== 'unpaired')
  if ('all' in targets) return present.filter(({ id }) => !targets.except?.includes(id))
  if ('tenants' in targets) return present.filter(({ id }) => targets.tenants.includes(id))
  if ('groups' in targets) return present.filter(({ groups }) => groups.some((one) => targets.groups.includes(one)))
  return present.filter(({ tags }) => tags.some((one) => targets.tags.includes(one)))
}
