import type { FieldDescription, Incident } from '@tocsin/contracts/incident.ts'
import { FieldValue, isBlank } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Field, Fields, Panel, useSearchValue } from '../../ui/index.ts'
import { IncidentStatus } from '../IncidentStatus.tsx'
import { incidentTexts } from '../texts.ts'
import { EditFields } from './EditFields.tsx'
import { fieldGroups } from './field-groups.ts'
import styles from './Overview.module.css'

interface OverviewProps {
  incident: Incident
  fields: FieldDescription[]
}

/** All fields in groups, to read or to change (IDT-06). */
export function Overview({ incident, fields }: OverviewProps) {
  const [edit, setEdit] = useSearchValue('edit')
  if (edit && incident.abilities.change === true) {
    return <EditFields incident={incident} fields={fields} onClose={() => setEdit(undefined)} />
  }
  return <ReadFields incident={incident} fields={fields} />
}

function ReadFields({ incident, fields }: OverviewProps) {
  const t = useTexts(incidentTexts)
  // An open incident has no closing note, and no heading for it.
  const shown = fields.filter(({ internalName }) => internalName !== 'closing_note' || incident.fields.closing_note)
  return (
    <div className={styles.groups}>
      {fieldGroups(shown).map(({ group, fields: inside }) => (
        <section key={group} className={styles.group} data-group={group}>
          <Panel title={t(group)}>
            <Fields>
              {inside.map((field) => {
                const value = incident.fields[field.internalName]
                return (
                  <Field key={field.internalName} label={field.name}>
                    {field.internalName === 'status' ? (
                      <IncidentStatus incident={incident} />
                    ) : isBlank(value) ? null : (
                      <FieldValue field={field} value={value} />
                    )}
                  </Field>
                )
              })}
            </Fields>
          </Panel>
        </section>
      ))}
    </div>
  )
}
