import { Button, SegmentedControl, Tooltip } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { listOperations } from '@tocsin/contracts/run.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { EmptyState, ErrorState, Page, Skeleton, useCan } from '../ui/index.ts'
import { filterOperations, subjectsOf } from './filter-operations.ts'
import styles from './Home.module.css'
import { OperationCard } from './OperationCard.tsx'
import { SubjectList } from './SubjectList.tsx'
import { homeTexts } from './texts.ts'

interface HomeSearch {
  of?: 'everybody'
  kind?: string
  origin?: 'incident' | 'triage'
  /** Keys of chosen incidents, separated by commas. */
  subjects?: string
}

/** What waits for the signed-in person: questions, starts, lost attempts, tasks (HOME-01 … HOME-09). */
export function HomePage() {
  const t = useTexts(homeTexts)
  const navigate = useNavigate()
  const maySeeAll = useCan()('task.access-all')
  const search = useSearch({ strict: false }) as HomeSearch
  const of = search.of === 'everybody' && maySeeAll ? 'everybody' : 'me'
  const { data, error, refetch } = useEndpoint(listOperations, { query: { of } }, { keep: true })
  const chosen = useMemo(() => (search.subjects === undefined ? [] : search.subjects.split(',')), [search.subjects])
  const filter = { kind: search.kind, origin: search.origin, subjects: chosen }
  const shown = filterOperations(data?.items ?? [], filter)
  const subjects = subjectsOf(filterOperations(data?.items ?? [], { ...filter, subjects: [] }))
  const set = (change: Partial<Record<keyof HomeSearch, string | undefined>>) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
      replace: true,
    })
  const hasFilter = Boolean(search.kind || search.origin || search.subjects !== undefined)

  const whose = (
    <SegmentedControl
      aria-label={t('whose')}
      disabled={!maySeeAll}
      value={of}
      onChange={(next) => set({ of: next === 'everybody' ? next : undefined })}
      data={[
        { value: 'me', label: t('me') },
        { value: 'everybody', label: t('everybody') },
      ]}
    />
  )

  return (
    <Page
      title={t(of === 'me' ? 'title' : 'titleAll')}
      layout="fill"
      tags={
        data && data.items.length > 0 && <span className={styles.count}>{t('waits', { n: data.items.length })}</span>
      }
      actions={maySeeAll ? whose : <Tooltip label={t('mayNotSeeAll')}>{whose}</Tooltip>}
    >
      <div className={styles.bar}>
        <SegmentedControl
          aria-label={t('kind')}
          value={search.kind ?? ''}
          onChange={(kind) => set({ kind: kind || undefined })}
          data={[
            { value: '', label: t('all') },
            { value: 'user-choice', label: t('questions') },
            { value: 'task', label: t('tasks') },
            { value: 'manual', label: t('starts') },
            { value: 'lost', label: t('lost') },
          ]}
        />
        <SegmentedControl
          aria-label={t('origin')}
          value={search.origin ?? ''}
          onChange={(origin) => set({ origin: origin || undefined })}
          data={[
            { value: '', label: t('all') },
            { value: 'incident', label: t('incidents') },
            { value: 'triage', label: t('triage') },
          ]}
        />
      </div>
      <div className={styles.body}>
        {data && data.items.length > 0 && (
          <SubjectList
            subjects={subjects}
            chosen={chosen}
            onChoose={(keys) => set({ subjects: keys.length > 0 ? keys.join(',') : undefined })}
          />
        )}
        <div className={styles.cards}>
          {error && !data && <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />}
          {!data && !error && <LoadingCards />}
          {data?.items.length === 0 && <EmptyState title={t(of === 'me' ? 'none' : 'noneAll')} text={t('noneText')} />}
          {data && data.items.length > 0 && shown.length === 0 && (
            <EmptyState
              title={t('noneFiltered')}
              action={
                hasFilter && (
                  <Button onClick={() => set({ kind: undefined, origin: undefined, subjects: undefined })}>
                    {t('clear')}
                  </Button>
                )
              }
            />
          )}
          {shown.map((operation) => (
            <OperationCard key={`${operation.kind}/${operation.id}`} operation={operation} />
          ))}
        </div>
      </div>
    </Page>
  )
}

function LoadingCards() {
  return [0, 1, 2].map((each) => (
    <div key={each} className={styles.card} aria-hidden>
      <Skeleton width="40%" />
      <Skeleton width="80%" />
      <Skeleton width="24%" />
    </div>
  ))
}
