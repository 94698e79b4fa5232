import { Modal } from '@mantine/core'
import { changeIncident, type Incident } from '@tocsin/contracts/incident.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, toast, useForm } from '../../ui/index.ts'
import { UserSelect, useUserChoices } from '../../users/index.ts'
import { incidentTexts } from '../texts.ts'

export function OwnerDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useTexts(incidentTexts)
  const change = useChange(changeIncident)
  const users = useUserChoices()
  const label = incident.fields.incidentid
  const form = useForm({
    initial: { owner: incident.fields.owner?.id ?? null },
    save: ({ owner }) =>
      change.mutateAsync({
        params: { id: String(incident.id) },
        body: { version: incident.version, fields: { owner } },
      }),
    onSaved: () => {
      const name = users.find(({ value }) => value === form.values.owner)?.label
      toast.done(name ? t('ownerChanged', { label, name }) : t('ownerCleared', { label }))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={`${t('changeOwner')} · ${label}`} size={440}>
      <Form form={form} submit={t('assign')} onCancel={onClose}>
        <UserSelect label={t('owner')} {...form.field('owner')} placeholder={t('nobody')} />
      </Form>
    </Modal>
  )
}
