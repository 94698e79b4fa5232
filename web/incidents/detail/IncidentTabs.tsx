import { listIncidentEntities } from '@tocsin/contracts/entity.ts'
import type { FieldDescription, Incident } from '@tocsin/contracts/incident.ts'
import { listIncidentTasks } from '@tocsin/contracts/task.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { IncidentRuns } from '../../runs/index.ts'
import { type Tab, Tabs, useCan } from '../../ui/index.ts'
import { Notes } from '../notes/Notes.tsx'
import { Overview } from '../overview/Overview.tsx'
import { Tasks } from '../tasks/Tasks.tsx'
import { incidentTexts } from '../texts.ts'
import { WarRoom } from '../war-room/WarRoom.tsx'
import { IncidentEntities } from './IncidentEntities.tsx'

interface IncidentTabsProps {
  incident: Incident
  fields: FieldDescription[]
}

/** Overview, Operations with its own tabs, Entities (IDT-05). */
export function IncidentTabs({ incident, fields }: IncidentTabsProps) {
  const t = useTexts(incidentTexts)
  const can = useCan()
  const params = { id: String(incident.id) }
  const entities = useEndpoint(listIncidentEntities, { params }, { enabled: can('entity.access') })
  const tabs: Tab[] = [
    { key: 'overview', label: t('overview'), content: () => <Overview incident={incident} fields={fields} /> },
    { key: 'operations', label: t('operations'), fill: true, content: () => <Operations incident={incident} /> },
  ]
  if (can('entity.access')) {
    tabs.push({
      key: 'entities',
      label: t('entities'),
      count: entities.data?.items.length,
      fill: true,
      content: () => <IncidentEntities incident={incident} />,
    })
  }
  return <Tabs label={t('incident')} tabs={tabs} />
}

function Operations({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const can = useCan()
  const params = { id: String(incident.id) }
  const tasks = useEndpoint(listIncidentTasks, { params }, { enabled: can('task.view') })
  const openTasks = tasks.data?.items.filter(({ status }) => status !== 'closed' && status !== 'declined').length
  const tabs: Tab[] = [
    { key: 'war-room', label: t('warRoom'), fill: true, content: () => <WarRoom incident={incident} /> },
  ]
  if (can('incident-playbook.access')) {
    const incidentType = incident.fields.type[0] ?? null
    tabs.push({
      key: 'playbooks',
      label: t('playbooks'),
      fill: true,
      content: () => <IncidentRuns incidentId={params.id} incidentType={incidentType} />,
    })
  }
  if (can('task.view')) {
    tabs.push({
      key: 'tasks',
      label: t('tasks'),
      count: openTasks || undefined,
      fill: true,
      content: () => <Tasks incident={incident} />,
    })
  }
  if (can('note.access')) {
    tabs.push({ key: 'notes', label: t('notes'), fill: true, content: () => <Notes incident={incident} /> })
  }
  return <Tabs label={t('operations')} name="operations" tabs={tabs} />
}
