import { useQueries } from '@tanstack/react-query'
import { getAlert, listAlerts } from '@tocsin/contracts/alert.ts'
import { useMemo } from 'react'
import { asQuery, useEndpoint } from '../api/index.ts'
import { useCan } from '../ui/index.ts'
import { samplePaths } from './sample-paths.ts'

/** Paths and values of the last few alerts of a source, to choose from instead of typing. */
export function useSamples(source: string) {
  const can = useCan()
  const isOn = can('alert.access') && source !== ''
  const last = useEndpoint(listAlerts, { query: { source, limit: 5 } }, { enabled: isOn }).data?.items ?? []
  const alerts = useQueries({
    queries: last.map(({ id }) => asQuery(getAlert, { params: { id: String(id) } })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.raw] : [])),
  })
  return useMemo(() => samplePaths(alerts), [alerts])
}
