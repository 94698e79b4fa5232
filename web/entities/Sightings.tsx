import { useQueries } from '@tanstack/react-query'
import type { EntityDetail, Sighting } from '@tocsin/contracts/entity.ts'
import { getIncident } from '@tocsin/contracts/incident.ts'
import { getTriageEvent } from '@tocsin/contracts/triage-event.ts'
import { asQuery } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Clipped, type Column, Moment, Panel, Severity, StatusTag, Table } from '../ui/index.ts'
import styles from './Entities.module.css'
import { entityTexts } from './texts.ts'

interface Seen extends Sighting {
  label: string
  name: string | null
  severity: string | null
  status: string | null
  isOpen: boolean
}

/** So many are looked up by name; the others are named by their number. */
const named = 50

const rowId = (row: Seen) => `${row.kind} ${row.id}`
const href = (row: Seen) => (row.kind === 'incidents' ? paths.incident(row.id) : paths.triageEvent(row.id))

/** Where the entity was seen, newest first; places this user cannot open are named only by their number (INV-09). */
export function Sightings({ entity }: { entity: EntityDetail }) {
  const t = useTexts(entityTexts)
  const seenIn = entity.seenIn.toSorted((one, other) => other.firstSeenAt.localeCompare(one.firstSeenAt))
  const looked = seenIn.slice(0, named)
  const incidents = useQueries({
    queries: looked
      .filter(({ kind }) => kind === 'incidents')
      .map(({ id }) => ({ ...asQuery(getIncident, { params: { id } }), retry: false })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  const events = useQueries({
    queries: looked
      .filter(({ kind }) => kind === 'triage-events')
      .map(({ id }) => ({ ...asQuery(getTriageEvent, { params: { id } }), retry: false })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })

  const rows = seenIn.map((sighting): Seen => {
    const none = { name: null, severity: null, status: null, isOpen: false }
    if (sighting.kind === 'incidents') {
      const incident = incidents.find(({ id }) => String(id) === sighting.id)
      const base = { ...sighting, ...none, label: incident?.fields.incidentid ?? t('incident', { id: sighting.id }) }
      if (!incident) return base
      const { name, restriction, status } = incident.fields
      return { ...base, name, severity: restriction, status, isOpen: incident.open }
    }
    const event = events.find(({ id }) => String(id) === sighting.id)
    const base = { ...sighting, ...none, label: t('triageEvent', { id: sighting.id }) }
    if (!event) return base
    const isOpen = event.state === 'pending' || event.state === 'grabbed'
    return { ...base, name: event.title, severity: event.severity, status: event.status, isOpen }
  })

  const columns: Column<Seen>[] = [
    { key: 'label', label: t('seenIn'), width: 176, opens: true, cell: (row) => row.label },
    {
      key: 'name',
      label: t('name'),
      cell: (row) => (row.name ? <Clipped text={row.name} /> : <span className={styles.quiet}>–</span>),
    },
    {
      key: 'severity',
      label: t('severity'),
      width: 112,
      cell: (row) => (row.severity ? <Severity level={row.severity} /> : <span className={styles.quiet}>–</span>),
    },
    {
      key: 'status',
      label: t('status'),
      width: 128,
      cell: (row) => row.status && <StatusTag tone={row.isOpen ? 'active' : 'neutral'}>{row.status}</StatusTag>,
    },
    { key: 'at', label: t('firstSeen'), width: 120, cell: (row) => <Moment at={row.firstSeenAt} /> },
  ]
  return (
    <Panel title={`${t('seenIn')} · ${seenIn.length}`} bare>
      <Table
        name={`seen-in/${entity.id}`}
        label={t('seenIn')}
        columns={columns}
        list={{ rows }}
        rowId={rowId}
        href={href}
        empty={<p className={styles.pad}>{t('neverSeen')}</p>}
        fit
      />
    </Panel>
  )
}
