import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type AuditEvent, listAuditEvents } from '@tocsin/contracts/audit.ts'
import { useEffect, useMemo, useState } from 'react'
import { useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { type Column, EmptyState, Moment, Mono, Page, Table, useSearchValue } from '../ui/index.ts'
import styles from './Audit.module.css'
import { AuditDrawer } from './AuditDrawer.tsx'
import { differences, summary } from './differences.ts'
import { auditTexts } from './texts.ts'

const rowId = (row: AuditEvent) => String(row.id)

/** Everything that happened, newest first, with before and after (AUD-01, AUD-04). */
export function AuditPage() {
  const t = useTexts(auditTexts)
  const navigate = useNavigate()
  const [type, setType] = useSearchValue('type')
  const [actor, setActor] = useSearchValue('actor')
  const [subjectKind, setKind] = useSearchValue('kind')
  const [subjectId, setId] = useSearchValue('id')
  const list = useList(listAuditEvents, { query: { type, actor, subjectKind, subjectId } })
  const [open, setOpen] = useState<AuditEvent | null>(null)
  const columns = useMemo(
    (): Column<AuditEvent>[] => [
      { key: 'at', label: t('at'), width: 200, cell: (row) => <Moment at={row.occurredAt} absolute /> },
      {
        key: 'actor',
        label: t('actor'),
        width: 208,
        cell: (row) => (
          <span className={styles.actor} title={row.actor.name}>
            {row.actor.name} <span className={styles.quiet}>{row.actor.kind !== 'user' && t(row.actor.kind)}</span>
          </span>
        ),
      },
      {
        key: 'event',
        label: t('event'),
        width: 216,
        opens: true,
        cell: (row) => (
          <button type="button" className={styles.name} onClick={() => setOpen(row)}>
            {row.type}
          </button>
        ),
      },
      {
        key: 'subject',
        label: t('subject'),
        width: 208,
        cell: (row) => <Mono text={`${row.subject.kind}/${row.subject.id}`} />,
      },
      {
        key: 'parent',
        label: t('parent'),
        width: 160,
        extra: true,
        cell: (row) => row.parent && <Mono text={`${row.parent.kind}/${row.parent.id}`} />,
      },
      {
        key: 'changes',
        label: t('changes'),
        cell: (row) => {
          const text = summary(differences(row.before, row.after), t('nothing'))
          return text ? (
            <span className={styles.change} title={text}>
              {text}
            </span>
          ) : (
            <span className={styles.quiet}>–</span>
          )
        },
      },
    ],
    [t],
  )
  const isFiltered = Boolean(type || actor || subjectKind || subjectId)
  return (
    <Page title={t('title')} layout="fill">
      <Table
        name="audit"
        label={t('title')}
        columns={columns}
        list={list}
        rowId={rowId}
        onClearSearch={isFiltered ? () => void navigate({ to: '.', search: {}, replace: true }) : undefined}
        toolbar={
          <>
            <Filter label={t('filterActor')} value={actor} onChange={setActor} />
            <Filter label={t('filterType')} value={type} onChange={setType} />
            <Filter label={t('filterKind')} value={subjectKind} onChange={setKind} />
            <Filter label={t('filterId')} value={subjectId} onChange={setId} />
          </>
        }
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
      />
      {open && <AuditDrawer event={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

interface FilterProps {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Applies on Enter or when left, so that half a word asks for nothing. */
function Filter({ label, value = '', onChange }: FilterProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      className={styles.filter}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== value && onChange(text.trim())}
      onKeyDown={(event) => event.key === 'Enter' && onChange(text.trim())}
    />
  )
}
