import { IconPlus } from '@tabler/icons-react'
import { addIncidentEntity, listIncidentEntities } from '@tocsin/contracts/entity.ts'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { useState } from 'react'
import { useChange, useEndpoint } from '../../api/index.ts'
import { EntityDialog, EntityTable, entityTexts } from '../../entities/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../../ui/index.ts'

/** What was found in this incident, or added by hand (ENT-28). */
export function IncidentEntities({ incident }: { incident: Incident }) {
  const t = useTexts(entityTexts)
  const params = { id: String(incident.id) }
  const { data, error, refetch } = useEndpoint(listIncidentEntities, { params })
  const add = useChange(addIncidentEntity, { alsoChanges: ['entities'] })
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <EntityTable
        name={`incident-entities/${incident.id}`}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        action={
          <ActionButton
            size="compact-sm"
            capability="entity.manage"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}
          >
            {t('add')}
          </ActionButton>
        }
      />
      {isAdding && <EntityDialog save={(body) => add.mutateAsync({ params, body })} onClose={() => setAdding(false)} />}
    </>
  )
}
