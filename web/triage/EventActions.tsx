import { IconArrowRight, IconEdit, IconHandGrab, IconTrash, IconUser } from '@tabler/icons-react'
import {
  discardTriageEvent,
  grabTriageEvent,
  reassignTriageEvent,
  type TriageEvent,
} from '@tocsin/contracts/triage-event.ts'
import { useState } from 'react'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useShortcut } from '../ui/index.ts'
import { useUserChoices } from '../users/index.ts'
import { ConvertDialog } from './ConvertDialog.tsx'
import { DiscardDialog } from './DiscardDialog.tsx'
import { EventDialog } from './EventDialog.tsx'
import { ReassignDialog } from './ReassignDialog.tsx'
import { triageTexts } from './texts.ts'

/** Grab, reassign, discard, convert; what is not possible now says why (TRI-10 … TRI-13, TRI-20). */
export function EventActions({ event }: { event: TriageEvent }) {
  const t = useTexts(triageTexts)
  const users = useUserChoices()
  const [dialog, setDialog] = useState<'edit' | 'reassign' | 'discard' | 'convert' | null>(null)
  const grab = useChange(grabTriageEvent)
  const reassign = useChange(reassignTriageEvent)
  const discard = useChange(discardTriageEvent)
  const params = { id: String(event.id) }
  const { abilities } = event
  const close = () => setDialog(null)
  useShortcut('e', t('edit'), () => setDialog('edit'), abilities.change === true)

  return (
    <>
      <ActionButton ability={abilities.change} leftSection={<IconEdit size={14} />} onClick={() => setDialog('edit')}>
        {t('edit')}
      </ActionButton>
      <ActionButton
        ability={abilities.reassign}
        leftSection={<IconUser size={14} />}
        onClick={() => setDialog('reassign')}
      >
        {t('reassign')}
      </ActionButton>
      <ActionButton
        ability={abilities.discard}
        leftSection={<IconTrash size={14} />}
        onClick={() => setDialog('discard')}
      >
        {t('discard')}
      </ActionButton>
      <ActionButton
        ability={abilities.grab}
        leftSection={<IconHandGrab size={14} />}
        onClick={async () => {
          await grab.mutateAsync({ params })
          toast.done(t('grabbedNow'))
        }}
      >
        {t('grab')}
      </ActionButton>
      <ActionButton
        variant="filled"
        ability={abilities.convert}
        leftSection={<IconArrowRight size={14} />}
        onClick={() => setDialog('convert')}
      >
        {t('convert')}
      </ActionButton>
      {dialog === 'edit' && <EventDialog event={event} onClose={close} />}
      {dialog === 'convert' && <ConvertDialog event={event} onClose={close} />}
      {dialog === 'reassign' && (
        <ReassignDialog
          name={event.title}
          owner={event.owner?.id ?? null}
          save={async (userId) => {
            await reassign.mutateAsync({ params, body: { userId } })
            toast.done(t('reassignedNow', { name: users.find(({ value }) => value === userId)?.label ?? '' }))
          }}
          onClose={close}
        />
      )}
      {dialog === 'discard' && (
        <DiscardDialog
          name={event.title}
          save={async (note) => {
            await discard.mutateAsync({ params, body: note ? { note } : {} })
            toast.done(t('discardedNow'))
          }}
          onClose={close}
        />
      )}
    </>
  )
}
