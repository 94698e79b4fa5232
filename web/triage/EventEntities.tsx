import { listTriageEventEntities, type TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useEndpoint } from '../api/index.ts'
import { EntityTable } from '../entities/index.ts'

export function EventEntities({ event }: { event: TriageEvent }) {
  const { data, error, refetch } = useEndpoint(listTriageEventEntities, { params: { id: String(event.id) } })
  return (
    <EntityTable
      name={`triage-entities/${event.id}`}
      list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
    />
  )
}
