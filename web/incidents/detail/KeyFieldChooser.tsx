import { ActionIcon, Button, Modal } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { useReorder } from '../../ui/index.ts'
import { addableKeyFields, defaultKeyFields, shownKeyFields } from '../key-fields.ts'
import { incidentTexts } from '../texts.ts'
import styles from './Detail.module.css'

interface KeyFieldChooserProps {
  fields: FieldDescription[]
  chosen: string[]
  onChoose: (chosen: string[]) => void
  onClose: () => void
}

/** Two panes: what is shown, in order, and what can be added (IDT-02). */
export function KeyFieldChooser({ fields, chosen, onChoose, onClose }: KeyFieldChooserProps) {
  const t = useTexts(incidentTexts)
  const [draft, setDraft] = useState(() => shownKeyFields(fields, chosen).map((field) => field.internalName))
  const reorder = useReorder(draft, setDraft)
  return (
    <Modal opened onClose={onClose} title={t('chooseKeyFields')} size={560}>
      <div className={styles.panes}>
        <section className={styles.pane} aria-label={t('chosen')}>
          <h3>{t('chosen')}</h3>
          {shownKeyFields(fields, draft).map((field) => (
            <div key={field.internalName} className={styles.choice} {...reorder.row(field.internalName)}>
              {reorder.handle(field.internalName, field.name)}
              <span>{field.name}</span>
              <ActionIcon
                size={22}
                aria-label={t('remove', { name: field.name })}
                onClick={() => setDraft(draft.filter((name) => name !== field.internalName))}
              >
                <IconX size={14} />
              </ActionIcon>
            </div>
          ))}
        </section>
        <section className={styles.pane} aria-label={t('available')}>
          <h3>{t('available')}</h3>
          {addableKeyFields(fields, draft).map((field) => (
            <div key={field.internalName} className={styles.choice}>
              <span>{field.name}</span>
              <ActionIcon
                size={22}
                aria-label={t('add', { name: field.name })}
                onClick={() => setDraft([...draft, field.internalName])}
              >
                <IconPlus size={14} />
              </ActionIcon>
            </div>
          ))}
        </section>
      </div>
      <div className={styles.foot}>
        <Button variant="subtle" onClick={() => setDraft(defaultKeyFields)}>
          {t('reset')}
        </Button>
        <span className={styles.spacer} />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="filled" onClick={() => onChoose(draft)}>
          {t('apply')}
        </Button>
      </div>
    </Modal>
  )
}
