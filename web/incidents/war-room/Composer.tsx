import { SegmentedControl, TextInput } from '@mantine/core'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { addNote } from '@tocsin/contracts/note.ts'
import { addWarRoomEvent } from '@tocsin/contracts/war-room.ts'
import { type KeyboardEvent, useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, RichTextInput, toast, useCan } from '../../ui/index.ts'
import { warRoomTexts } from './texts.ts'
import styles from './WarRoom.module.css'

/** Adds a note, or an event that happened elsewhere (WAR-03, WAR-08). Ctrl-Enter sends. */
export function Composer({ incident }: { incident: Incident }) {
  const t = useTexts(warRoomTexts)
  const can = useCan()
  const [kind, setKind] = useState<'note' | 'event'>('note')
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [sent, setSent] = useState(0)
  const note = useChange(addNote)
  const event = useChange(addWarRoomEvent)
  const params = { id: String(incident.id) }
  const isReady = kind === 'note' ? text !== '' : title.trim() !== ''

  const send = async () => {
    if (!isReady) return
    if (kind === 'note')
      await note.mutateAsync({ params, body: { text, ...(title.trim() ? { title: title.trim() } : {}) } })
    else await event.mutateAsync({ params, body: { title: title.trim(), ...(text ? { text } : {}) } })
    setTitle('')
    setText('')
    setSent(sent + 1)
  }

  const onKeyDown = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Enter' || !(pressed.ctrlKey || pressed.metaKey)) return
    pressed.preventDefault()
    send().catch((error: unknown) => toast.failed(error, t(kind === 'note' ? 'addNote' : 'addEvent')))
  }

  if (incident.abilities.addNote !== true && !can('war-room.use')) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only the shortcut; the button does the same
    <div className={styles.composer} onKeyDown={onKeyDown}>
      <div className={styles.composerHead}>
        {can('war-room.use') && (
          <SegmentedControl
            aria-label={t('kind')}
            value={kind}
            onChange={(next) => setKind(next === 'event' ? 'event' : 'note')}
            data={[
              { value: 'note', label: t('note') },
              { value: 'event', label: t('event') },
            ]}
          />
        )}
        <TextInput
          className={styles.composerTitle}
          aria-label={t(kind === 'note' ? 'noteTitle' : 'eventTitle')}
          placeholder={t(kind === 'note' ? 'noteTitle' : 'eventTitle')}
          maxLength={255}
          value={title}
          onChange={(changed) => setTitle(changed.currentTarget.value)}
        />
        <ActionButton
          variant="filled"
          ability={kind === 'note' ? incident.abilities.addNote : true}
          disabled={!isReady}
          onClick={send}
        >
          {t(kind === 'note' ? 'addNote' : 'addEvent')}
        </ActionButton>
      </div>
      <RichTextInput
        key={sent}
        label={t(kind === 'note' ? 'noteText' : 'eventText')}
        hiddenLabel
        short
        placeholder={t(kind === 'note' ? 'writeNote' : 'eventText')}
        value={text}
        onChange={setText}
      />
    </div>
  )
}
