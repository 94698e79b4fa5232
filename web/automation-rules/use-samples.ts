import { useQueries } from '@tanstack/react-query'
import { getAlert, listAlerts } from '@tocsin/contracts/alert.ts'
import { useMemo } from 'react'
import { asQuery, useEndpoint } from '../api/index.ts'
import { useCan } from '../ui/index.ts'
import { samplePaths } from './sample-paths.ts'

const few = 10

/** Paths and values of some alerts of a source, the newest and the first by title, to choose from instead of typing. */
export function useSamples(source: string) {
  const can = useCan()
  const isOn = can('alert.access') && source !== ''
  const newest = useEndpoint(listAlerts, { query: { source, limit: few } }, { enabled: isOn }).data?.items ?? []
  const byTitle = useEndpoint(listAlerts, { query: { source, limit: few, sort: 'title' } }, { enabled: isOn })
  const last = newest.concat(byTitle.data?.items ?? [])
  const ids = [...new Set(last.map(({ id }) => id))]
  const alerts = useQueries({
    queries: ids.map((id) => asQuery(getAlert, { params: { id: String(id) } })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.raw] : [])),
  })
  return useMemo(() => samplePaths(alerts), [alerts])
}
