import { type ContentSync, listSync } from '@tocsin/contracts/fleet.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useCan } from '../../ui/index.ts'
import { useRefetchOn } from '../use-refetch-on.ts'

const touching = [
  'fleet/sync',
  'fleet/deliveries',
  'fleet/releases',
  'fleet/tenants',
  'playbooks',
  'custom-fields',
  'integrations',
  'actions',
]

/** Whether each item of a kind is at every targeted tenant as it is here, kept fresh (FLT-42). */
export function useSync(kind: string): { of: (id: string) => ContentSync | undefined; isLoading: boolean } {
  const enabled = useCan()('fleet.nodes-view')
  const { data, isPending, refetch } = useEndpoint(listSync, { query: { kind } }, { enabled })
  useRefetchOn(touching, () => enabled && refetch())
  const byId = useMemo(() => new Map(data?.items.map((item) => [item.id, item])), [data])
  return { of: (id) => byId.get(id), isLoading: isPending }
}
