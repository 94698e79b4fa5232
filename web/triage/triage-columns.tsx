import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { grabTriageEvent, type TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useMemo } from 'react'
import { useChange } from '../api/index.ts'
import { FieldValue } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Clipped, type Column, Moment, Severity, toast } from '../ui/index.ts'
import { StateTag } from './StateTag.tsx'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

/** Columns of the event itself and of the own fields of the section (TRI-05, TRI-07). */
export function useTriageColumns(fields: FieldDescription[]): Column<TriageEvent>[] {
  const t = useTexts(triageTexts)
  return useMemo(() => {
    const own = fields
      .filter(({ custom }) => custom)
      .map(
        (field): Column<TriageEvent> => ({
          key: field.internalName,
          label: field.name,
          width: 120,
          sort: field.sortable ? field.internalName : undefined,
          extra: !field.useAsFilter,
          cell: (row) => <FieldValue field={field} value={row.fields[field.internalName]} line />,
        }),
      )
    return [
      { key: 'id', label: t('id'), width: 64, sort: 'id', cell: (row) => row.id },
      {
        key: 'severity',
        label: t('severity'),
        width: 96,
        sort: 'severity',
        cell: (row) => <Severity level={row.severity} />,
      },
      { key: 'title', label: t('name'), sort: 'title', opens: true, cell: (row) => <Clipped text={row.title} /> },
      { key: 'state', label: t('state'), width: 108, sort: 'state', cell: (row) => <StateTag state={row.state} /> },
      { key: 'status', label: t('status'), width: 96, sort: 'status', cell: (row) => row.status },
      { key: 'type', label: t('type'), width: 104, sort: 'type', cell: (row) => row.type ?? '–' },
      ...own,
      {
        key: 'source',
        label: t('source'),
        width: 96,
        sort: 'source',
        extra: own.length > 0,
        cell: (row) => <Clipped text={row.source} />,
      },
      {
        key: 'owner',
        label: t('owner'),
        width: 112,
        sort: 'owner',
        cell: (row) => row.owner?.name ?? <span className={styles.quiet}>–</span>,
      },
      {
        key: 'createdAt',
        label: t('created'),
        width: 112,
        sort: 'createdAt',
        cell: (row) => <Moment at={row.createdAt} />,
      },
      {
        key: 'updatedAt',
        label: t('updated'),
        width: 112,
        sort: 'updatedAt',
        extra: true,
        cell: (row) => <Moment at={row.updatedAt} />,
      },
      { key: 'actions', label: t('actions'), width: 76, cell: (row) => <RowGrab event={row} /> },
    ]
  }, [fields, t])
}

/** Only waiting events can be grabbed from the list. */
function RowGrab({ event }: { event: TriageEvent }) {
  const t = useTexts(triageTexts)
  const grab = useChange(grabTriageEvent)
  if (event.state !== 'pending') return null
  return (
    <ActionButton
      size="compact-xs"
      ability={event.abilities.grab}
      aria-label={`${t('grab')}: ${event.title}`}
      onClick={async () => {
        await grab.mutateAsync({ params: { id: String(event.id) } })
        toast.done(t('grabbedNow'))
      }}
    >
      {t('grab')}
    </ActionButton>
  )
}
