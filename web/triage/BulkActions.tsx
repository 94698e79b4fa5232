import {
  discardTriageEvent,
  grabTriageEvent,
  reassignTriageEvent,
  type TriageEvent,
} from '@tocsin/contracts/triage-event.ts'
import { useState } from 'react'
import { actOnEach, useChange, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast } from '../ui/index.ts'
import { DiscardDialog } from './DiscardDialog.tsx'
import { ReassignDialog } from './ReassignDialog.tsx'
import { triageTexts } from './texts.ts'

/** Grab, reassign and discard what is ticked; each refusal is told (INC-31). */
export function BulkActions({ events, onDone }: { events: TriageEvent[]; onDone: () => void }) {
  const t = useTexts(triageTexts)
  const describe = useErrorText()
  const grab = useChange(grabTriageEvent)
  const reassign = useChange(reassignTriageEvent)
  const discard = useChange(discardTriageEvent)
  const [dialog, setDialog] = useState<'reassign' | 'discard' | null>(null)
  const name = String(events.length)

  const perform = async (act: (params: { id: string }) => Promise<unknown>) => {
    const { done, failed } = await actOnEach(events, (event) => act({ id: String(event.id) }))
    if (done > 0) toast.done(t('bulkDone', { n: done }))
    if (failed.length > 0) {
      const reasons = failed.map(({ item, error }) => `${item.id}: ${describe(error)}`).join(' ')
      toast.failed(new Error(t('bulkFailed', { n: failed.length, reasons })))
    }
    onDone()
  }

  return (
    <>
      <ActionButton capability="triage.access" onClick={() => perform((params) => grab.mutateAsync({ params }))}>
        {t('grab')}
      </ActionButton>
      <ActionButton capability="triage.ownership" onClick={() => setDialog('reassign')}>
        {t('reassign')}
      </ActionButton>
      <ActionButton capability="triage.edit" onClick={() => setDialog('discard')}>
        {t('discard')}
      </ActionButton>
      {dialog === 'reassign' && (
        <ReassignDialog
          name={name}
          owner={null}
          save={(userId) => perform((params) => reassign.mutateAsync({ params, body: { userId } }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'discard' && (
        <DiscardDialog
          name={name}
          save={(note) => perform((params) => discard.mutateAsync({ params, body: note ? { note } : {} }))}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}
