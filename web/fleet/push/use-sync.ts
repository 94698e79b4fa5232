import { type ContentSync, listSync } from '@tocsin/contracts/fleet.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useCan } from '../../ui/index.ts'

/** Whether each item of a kind is at every targeted tenant as it is here, kept fresh (FLT-42). */
export function useSync(kind: string): { of: (id: string) => ContentSync | undefined; isLoading: boolean } {
  const enabled = useCan()('fleet.nodes-view')
  const { data, isPending } = useEndpoint(listSync, { query: { kind } }, { enabled })
  const byId = useMemo(() => new Map(data?.items.map((item) => [item.id, item])), [data])
  return { of: (id) => byId.get(id), isLoading: isPending }
}
