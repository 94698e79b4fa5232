import { listIntegrations } from '@tocsin/contracts/integration.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useCan } from '../../ui/index.ts'

/** The pictures of the installed integrations; none for somebody who may not see integrations. */
export function useLogos(): ReadonlyMap<string, string | null> {
  const enabled = useCan()('integration.access')
  const { data } = useEndpoint(listIntegrations, undefined, { enabled })
  return useMemo(() => new Map(data?.items.map(({ name, icon }) => [name, icon])), [data])
}
