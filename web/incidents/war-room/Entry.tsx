import {
  IconAlertOctagon,
  IconBolt,
  IconCheckbox,
  IconChevronDown,
  IconChevronRight,
  IconFlag,
  IconNote,
  IconPaperclip,
  IconPencil,
  IconPlayerPlay,
  IconProgressCheck,
  IconTag,
  IconUser,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react'
import type { WarRoomCategory, WarRoomEntry } from '@tocsin/contracts/war-room.ts'
import { useState } from 'react'
import { useLanguage, useTexts } from '../../i18n/index.ts'
import { useAbsoluteTime } from '../../ui/index.ts'
import { EntryDetails } from './EntryDetails.tsx'
import { entryTitle } from './entry-title.ts'
import { warRoomTexts } from './texts.ts'
import { changeText, fieldChange, hasMore } from './time-line.ts'
import styles from './WarRoom.module.css'

const icons: Record<WarRoomCategory, typeof IconNote> = {
  incident: IconAlertOctagon,
  field: IconPencil,
  status: IconProgressCheck,
  owner: IconUser,
  investigator: IconUsers,
  note: IconNote,
  task: IconCheckbox,
  entity: IconWorld,
  artifact: IconTag,
  playbook: IconPlayerPlay,
  attachment: IconPaperclip,
  event: IconFlag,
}

/** One line: when, what kind, who, what; unfolds to the rest of it. */
export function Entry({ entry, isNew }: { entry: WarRoomEntry; isNew: boolean }) {
  const t = useTexts(warRoomTexts)
  const { language } = useLanguage()
  const absolute = useAbsoluteTime()
  const isSpoken = entry.category === 'note' || entry.category === 'event'
  const [isOpen, setOpen] = useState(isSpoken)
  const Icon = icons[entry.category] ?? IconBolt
  const change = fieldChange(entry)
  const title = change ? t('changedField', { name: change.name }) : entryTitle(entry, language)
  const canOpen = hasMore(entry)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <li className={styles.entry} data-new={isNew || undefined} data-category={entry.category}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same for keyboards */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button in it does the same for keyboards */}
      <div
        className={styles.line}
        data-opens={canOpen || undefined}
        onClick={() => canOpen && !window.getSelection()?.toString() && setOpen(!isOpen)}
      >
        <time dateTime={entry.occurredAt} title={absolute(entry.occurredAt)} className={styles.time}>
          {new Date(entry.occurredAt).toLocaleTimeString(language, { hour12: false })}
        </time>
        <Icon size={14} stroke={1.7} className={styles.icon} aria-hidden />
        <span className={styles.actor} data-kind={entry.actor.kind} title={entry.actor.name}>
          {entry.actor.name || t('system')}
        </span>
        <span className={styles.title} title={entry.title}>
          {title}
          {change && (
            <span className={styles.change}>
              <Before value={change.before} /> → <After value={change.after} />
            </span>
          )}
        </span>
        {canOpen && (
          <button
            type="button"
            className={styles.unfold}
            aria-expanded={isOpen}
            aria-label={t(isOpen ? 'fold' : 'expand', { title })}
            onClick={(event) => {
              event.stopPropagation()
              setOpen(!isOpen)
            }}
          >
            <Chevron size={14} />
          </button>
        )}
      </div>
      {isOpen && canOpen && <EntryDetails entry={entry} />}
    </li>
  )
}

function Before({ value }: { value: unknown }) {
  const t = useTexts(warRoomTexts)
  return <del>{changeText(value) ?? t('nothing')}</del>
}

function After({ value }: { value: unknown }) {
  const t = useTexts(warRoomTexts)
  return <ins>{changeText(value) ?? t('nothing')}</ins>
}
