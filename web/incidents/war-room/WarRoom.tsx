import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { listWarRoom } from '@tocsin/contracts/war-room.ts'
import { useMemo, useRef, useState } from 'react'
import { useList } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { EmptyState, ErrorState, SkeletonLines, useSearchValue } from '../../ui/index.ts'
import { Composer } from './Composer.tsx'
import { DayMark } from './DayMark.tsx'
import { Entry } from './Entry.tsx'
import { warRoomTexts } from './texts.ts'
import { byDay, type CategoryGroup, categoriesOf, categoryGroupNames, readGroups } from './time-line.ts'
import { useStickToEnd } from './use-stick-to-end.ts'
import styles from './WarRoom.module.css'

/** Everything that happened, in order, with the composer below it (WAR-01 … WAR-03). */
export function WarRoom({ incident }: { incident: Incident }) {
  const t = useTexts(warRoomTexts)
  const [shown, setShown] = useSearchValue('show')
  const [text, setText] = useState('')
  const groups = readGroups(shown)
  const list = useList(listWarRoom, {
    params: { id: String(incident.id) },
    query: { order: 'newest', category: categoriesOf(groups), text: text.trim() || undefined },
  })
  const entries = useMemo(() => list.rows?.toReversed() ?? [], [list.rows])
  const newest = entries.at(-1)?.id ?? 0
  // What was there when the page opened is not new, however old the page is.
  const seen = useRef<number | null>(null)
  if (seen.current === null && list.rows) seen.current = newest
  const end = useStickToEnd(entries.length, newest)

  const toggle = (group: CategoryGroup) =>
    setShown((groups.includes(group) ? groups.filter((one) => one !== group) : [...groups, group]).join(','))
  const showAll = () => {
    setShown(undefined)
    setText('')
  }

  return (
    <div className={styles.room}>
      <div className={styles.filters} role="toolbar" aria-label={t('filter')}>
        <Chip label={t('all')} isOn={groups.length === 0} onPress={() => setShown(undefined)} />
        {categoryGroupNames.map((group) => (
          <Chip key={group} label={t(group)} isOn={groups.includes(group)} onPress={() => toggle(group)} />
        ))}
        <TextInput
          className={styles.search}
          aria-label={t('search')}
          placeholder={t('searchHint')}
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div className={styles.scroll} ref={end.scroll} onScroll={end.onScroll} data-old={list.isOld || undefined}>
        {list.hasMore && (
          <Button variant="subtle" className={styles.earlier} loading={list.isLoadingMore} onClick={list.loadMore}>
            {t('earlier')}
          </Button>
        )}
        {list.error && !list.rows ? (
          <ErrorState error={list.error} title={t('unread')} retry={list.retry} />
        ) : !list.rows ? (
          <div className={styles.loading}>
            <SkeletonLines lines={10} />
          </div>
        ) : entries.length === 0 ? (
          groups.length > 0 || text ? (
            <EmptyState
              title={t('noneFiltered')}
              text={t('noneFilteredText')}
              action={<Button onClick={showAll}>{t('showAll')}</Button>}
            />
          ) : (
            <EmptyState title={t('none')} />
          )
        ) : (
          byDay(entries).map((day) => (
            <section key={day.at}>
              <DayMark at={day.at} />
              <ol className={styles.entries}>
                {day.entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} isNew={entry.id > (seen.current ?? 0)} />
                ))}
              </ol>
            </section>
          ))
        )}
      </div>
      {end.below > 0 && (
        <Button className={styles.below} variant="filled" onClick={end.toEnd}>
          {t('newBelow', { n: end.below })}
        </Button>
      )}
      <Composer incident={incident} />
    </div>
  )
}

function Chip({ label, isOn, onPress }: { label: string; isOn: boolean; onPress: () => void }) {
  return (
    <Button size="compact-xs" variant={isOn ? 'default' : 'subtle'} aria-pressed={isOn} onClick={onPress}>
      {label}
    </Button>
  )
}
