import { changeIncident, type FieldDescription, type Incident } from '@tocsin/contracts/incident.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { changedValues, FieldInput, inputValue, inputValues } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, toast, useAbility, useForm } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import { compareVersions } from './conflict.ts'
import { fieldGroups } from './field-groups.ts'
import styles from './Overview.module.css'
import { VersionConflict } from './VersionConflict.tsx'

interface EditFieldsProps {
  incident: Incident
  fields: FieldDescription[]
  onClose: () => void
}

/**
 * Edit mode of the overview: sends only what was changed. `incident` is kept fresh by live updates, so what somebody
 * else saves meanwhile is shown while one still edits (IDT-11).
 */
export function EditFields({ incident, fields, onClose }: EditFieldsProps) {
  const t = useTexts(incidentTexts)
  const mayChangeOwner = useAbility(incident.abilities.changeOwner) === true
  const editable = fields.filter((field) => !field.readOnly && (field.internalName !== 'owner' || mayChangeOwner))
  const [base] = useState(incident)
  const [settled, setSettled] = useState<string[]>([])
  const change = useChange(changeIncident)
  const label = incident.fields.incidentid

  const form = useForm({
    initial: inputValues(editable, base.fields),
    save: async (mine) => {
      const changed = changedValues(editable, inputValues(editable, base.fields), mine)
      if (Object.keys(changed).length === 0) return
      const version = open.length === 0 ? incident.version : base.version
      await change.mutateAsync({ params: { id: String(incident.id) }, body: { version, fields: changed } })
    },
    onSaved: () => {
      toast.done(form.isChanged ? t('savedChanges', { label }) : t('nothingChanged'))
      onClose()
    },
  })
  const { merged, conflicts } = compareVersions(editable, base.fields, incident.fields, form.values)
  const open = conflicts.filter(({ field }) => !settled.includes(field.internalName))

  const settle = (field: FieldDescription, side: 'theirs' | 'mine') => {
    if (side === 'theirs') form.set(field.internalName, inputValue(field, incident.fields[field.internalName]))
    setSettled([...settled, field.internalName])
  }

  return (
    <div className={styles.edit}>
      <Form form={form} submit={t('saveChanges')} onCancel={onClose} leaveOn={['tab']}>
        {(open.length > 0 || merged.length > 0) && (
          <VersionConflict conflicts={open} merged={merged} onSettle={settle} />
        )}
        {fieldGroups(editable).map(({ group, fields: inside }) => (
          <fieldset key={group} className={styles.inputs}>
            <legend>{t(group)}</legend>
            {inside.map((field) => (
              <div key={field.internalName} data-wide={isWide(field) || undefined}>
                <FieldInput
                  field={field}
                  {...form.field(field.internalName)}
                  onChange={(value) => form.set(field.internalName, value)}
                />
              </div>
            ))}
          </fieldset>
        ))}
      </Form>
    </div>
  )
}

/** Takes the whole width of the form. */
export const isWide = (field: FieldDescription) =>
  field.type === 'html' || field.internalName === 'description' || field.internalName === 'name'
