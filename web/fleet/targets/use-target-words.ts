import { listTenants, type Targets } from '@tocsin/contracts/fleet.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { targetTexts } from './texts.ts'

/** Targets in words: "All tenants except Acme". */
export function useTargetWords(): (targets: Targets) => string {
  const t = useTexts(targetTexts)
  const { data } = useEndpoint(listTenants)
  const nameOf = (id: string) => data?.items.find((tenant) => tenant.id === id)?.name ?? id
  return (targets) => {
    if ('tenants' in targets) return t('someOf', { names: targets.tenants.map(nameOf).join(', ') })
    if ('groups' in targets) return t('groupsAre', { names: targets.groups.join(', ') })
    if ('tags' in targets) return t('tagsAre', { names: targets.tags.join(', ') })
    return targets.except?.length ? t('allExcept', { names: targets.except.map(nameOf).join(', ') }) : t('all')
  }
}
