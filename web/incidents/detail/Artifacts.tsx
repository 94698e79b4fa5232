import { ActionIcon, Modal, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { addArtifact, type Incident } from '@tocsin/contracts/incident.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, Mono, Panel, useForm } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import styles from './Detail.module.css'

/** Named values that actions take (NEW-05). */
export function Artifacts({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const [isAdding, setAdding] = useState(false)
  return (
    <Panel
      title={t('artifacts')}
      name="incident/artifacts"
      actions={
        incident.abilities.change === true && (
          <ActionIcon size={24} aria-label={t('addArtifact')} title={t('addArtifact')} onClick={() => setAdding(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )
      }
    >
      {incident.artifacts.length === 0 ? (
        <span className={styles.quiet}>{t('noArtifacts')}</span>
      ) : (
        <dl className={styles.artifacts}>
          {incident.artifacts.map(({ name, value }) => (
            <div key={`${name} ${value}`} className={styles.artifact}>
              <dt title={name}>{name}</dt>
              <dd>
                <Mono text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isAdding && <ArtifactDialog incident={incident} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function ArtifactDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useTexts(incidentTexts)
  const add = useChange(addArtifact)
  const form = useForm({
    initial: { name: '', value: '' },
    schema: addArtifact.body,
    save: (body) => add.mutateAsync({ params: { id: String(incident.id) }, body }),
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t('addArtifact')} size={440}>
      <Form form={form} submit={t('addArtifact')} onCancel={onClose}>
        <TextInput label={t('artifactName')} withAsterisk maxLength={255} data-autofocus {...form.field('name')} />
        <Textarea label={t('artifactValue')} withAsterisk minRows={1} {...form.field('value')} />
      </Form>
    </Modal>
  )
}
