import { ActionIcon, Modal } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import {
  addInvestigator,
  type Incident,
  type Investigator,
  listInvestigators,
  removeInvestigator,
} from '@tocsin/contracts/incident.ts'
import { useState } from 'react'
import { useChange, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ErrorState, Form, Panel, SkeletonLines, useConfirm, useForm } from '../../ui/index.ts'
import { UserSelect } from '../../users/index.ts'
import { incidentTexts } from '../texts.ts'
import styles from './Detail.module.css'

/** Who works on the incident; the owner always does (INV-04, INV-08). */
export function Investigators({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const confirm = useConfirm()
  const params = { id: String(incident.id) }
  const { data, error, refetch } = useEndpoint(listInvestigators, { params })
  const remove = useChange(removeInvestigator)
  const [isAdding, setAdding] = useState(false)
  const mayManage = incident.abilities.manageInvestigators === true

  const askToRemove = (one: Investigator) =>
    confirm({
      title: t('removeInvestigatorAsk', { name: one.name }),
      text: t('removeInvestigatorText'),
      action: t('remove', { name: one.name }),
      danger: true,
      run: () => remove.mutateAsync({ params: { ...params, userId: one.userId } }),
    })

  return (
    <Panel
      title={t('investigators')}
      name="incident/investigators"
      actions={
        mayManage && (
          <ActionIcon
            size={24}
            aria-label={t('addInvestigator')}
            title={t('addInvestigator')}
            onClick={() => setAdding(true)}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )
      }
    >
      {error ? (
        <ErrorState error={error} title={t('investigators')} retry={() => void refetch()} compact />
      ) : data ? (
        <ul className={styles.rows}>
          {data.items.length === 0 && <li className={styles.quiet}>{t('nobody')}</li>}
          {data.items.map((one) => (
            <li key={one.userId} className={styles.person}>
              <span>
                {one.name} <span className={styles.quiet}>{one.owner ? t('owner') : one.profile}</span>
              </span>
              {mayManage && !one.owner && (
                <ActionIcon
                  size={20}
                  aria-label={t('removeInvestigator', { name: one.name })}
                  onClick={() => void askToRemove(one)}
                >
                  <IconX size={12} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <SkeletonLines lines={2} />
      )}
      {isAdding && <InvestigatorDialog id={params.id} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function InvestigatorDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(incidentTexts)
  const add = useChange(addInvestigator)
  const form = useForm({
    initial: { userId: null as string | null },
    schema: addInvestigator.body,
    save: ({ userId }) => add.mutateAsync({ params: { id }, body: { userId: userId ?? '' } }),
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t('addInvestigator')} size={440}>
      <Form form={form} submit={t('addInvestigator')} onCancel={onClose}>
        <UserSelect label={t('investigator')} required {...form.field('userId')} />
      </Form>
    </Modal>
  )
}
