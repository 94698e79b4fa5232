import { Modal, TextInput } from '@mantine/core'
import { addNote, changeNote, type Note } from '@tocsin/contracts/note.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, RichTextInput, useForm } from '../../ui/index.ts'
import { noteTexts } from './texts.ts'

interface NoteDialogProps {
  incidentId: string
  note: Note | null
  onClose: () => void
}

export function NoteDialog({ incidentId, note, onClose }: NoteDialogProps) {
  const t = useTexts(noteTexts)
  const add = useChange(addNote)
  const change = useChange(changeNote, { alsoChanges: ['incidents'] })
  const form = useForm({
    initial: { title: note?.title ?? '', text: note?.text ?? '' },
    schema: note ? changeNote.body : addNote.body,
    save: (body): Promise<unknown> =>
      note
        ? change.mutateAsync({ params: { id: String(note.id) }, body: { ...body, version: note.version } })
        : add.mutateAsync({ params: { id: incidentId }, body }),
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t(note ? 'editNote' : 'newNote')} size={640} closeOnClickOutside={false}>
      <Form form={form} submit={t(note ? 'save' : 'add')} onCancel={onClose}>
        <TextInput label={t('title')} maxLength={255} data-autofocus {...form.field('title')} />
        <RichTextInput label={t('text')} withAsterisk {...form.field('text')} />
      </Form>
    </Modal>
  )
}
