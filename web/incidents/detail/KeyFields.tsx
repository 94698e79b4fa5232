import { ActionIcon } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import type { FieldDescription, Incident } from '@tocsin/contracts/incident.ts'
import { useState } from 'react'
import { FieldValue, isBlank } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Field, Fields, Mono, usePreference } from '../../ui/index.ts'
import { IncidentStatus } from '../IncidentStatus.tsx'
import { defaultKeyFields, shownKeyFields } from '../key-fields.ts'
import { incidentTexts } from '../texts.ts'
import styles from './Detail.module.css'
import { KeyFieldChooser } from './KeyFieldChooser.tsx'

/** The VIP section: what one wants to see at a glance, chosen and ordered by each user (IDT-02). */
export function KeyFields({ incident, fields }: { incident: Incident; fields: FieldDescription[] }) {
  const t = useTexts(incidentTexts)
  const [chosen, setChosen] = usePreference('key-fields/incidents', defaultKeyFields)
  const [isChoosing, setChoosing] = useState(false)
  return (
    <>
      <div className={styles.label}>
        <Mono text={incident.fields.incidentid} />
        <ActionIcon aria-label={t('chooseKeyFields')} title={t('chooseKeyFields')} onClick={() => setChoosing(true)}>
          <IconSettings size={16} stroke={1.6} />
        </ActionIcon>
      </div>
      <Fields>
        {shownKeyFields(fields, chosen).map((field) => {
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
      {isChoosing && (
        <KeyFieldChooser
          fields={fields}
          chosen={chosen}
          onChoose={(next) => {
            setChosen(next)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
