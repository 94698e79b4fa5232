import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { listAlerts } from '@tocsin/contracts/alert.ts'
import { listIncidents } from '@tocsin/contracts/incident.ts'
import { listTriageEvents } from '@tocsin/contracts/triage-event.ts'
import { useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { startTexts } from './texts.ts'

export interface Subject {
  id: string
  label: string
}

interface SubjectChoiceProps {
  value: Subject | null
  onChange: (subject: Subject | null) => void
  error?: string | null
}

const pause = 200
const limit = 20

/** What is typed, in quotes: it may hold signs of the query language. */
const quoted = (text: string) => (text.trim() === '' ? undefined : `"${text.trim().replaceAll('"', '')}"`)

export function IncidentChoice(props: SubjectChoiceProps) {
  const t = useTexts(startTexts)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pause)
  const { data } = useEndpoint(listIncidents, { query: { limit, query: quoted(search) } }, { keep: true })
  const found = data?.items.map(({ id, fields }) => ({
    id: String(id),
    label: `${fields.incidentid ?? id} · ${fields.name}`,
  }))
  return <Choice label={t('incident')} help={t('incidentHelp')} found={found} onSearch={setTyped} {...props} />
}

export function TriageChoice(props: SubjectChoiceProps) {
  const t = useTexts(startTexts)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pause)
  const query = { limit, state: 'all' as const, query: quoted(search) }
  const { data } = useEndpoint(listTriageEvents, { query }, { keep: true })
  const found = data?.items.map(({ id, title }) => ({ id: String(id), label: `${id} · ${title}` }))
  return <Choice label={t('triage')} help={t('triageHelp')} found={found} onSearch={setTyped} {...props} />
}

export function AlertChoice(props: SubjectChoiceProps) {
  const t = useTexts(startTexts)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, pause)
  const { data } = useEndpoint(listAlerts, { query: { limit, query: search.trim() || undefined } }, { keep: true })
  const found = data?.items.map(({ id, title, source }) => ({ id: String(id), label: `${id} · ${title} (${source})` }))
  return <Choice label={t('alert')} help={t('alertHelp')} found={found} onSearch={setTyped} {...props} />
}

interface ChoiceProps extends SubjectChoiceProps {
  label: string
  help: string
  found: Subject[] | undefined
  onSearch: (typed: string) => void
}

function Choice({ label, help, found = [], onSearch, value, onChange, error }: ChoiceProps) {
  const t = useTexts(startTexts)
  const known = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found
  return (
    <Select
      label={label}
      description={help}
      placeholder={t('search')}
      searchable
      data={known.map(({ id, label: text }) => ({ value: id, label: text }))}
      // The server has searched already, also in what is not shown.
      filter={({ options }) => options}
      nothingFoundMessage={t('nothingFound')}
      value={value?.id ?? null}
      onSearchChange={(typed) => onSearch(typed === value?.label ? '' : typed)}
      onChange={(id) => onChange(known.find((each) => each.id === id) ?? null)}
      error={error}
      data-autofocus
    />
  )
}
