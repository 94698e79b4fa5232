import { Button } from '@mantine/core'
import { IconPencil, IconPlug, IconPlus, IconTrash } from '@tabler/icons-react'
import { deleteResource, type IntegrationDetail, type Resource, testResource } from '@tocsin/contracts/integration.ts'
import { useState } from 'react'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Clipped, EmptyState, Moment, Panel, StatusTag, toast, useConfirm } from '../ui/index.ts'
import styles from './Integrations.module.css'
import { ResourceForm } from './ResourceForm.tsx'
import { integrationTexts } from './texts.ts'

/** The configured connections of an integration (INT-13, INT-17, INT-20). */
export function ResourcesPanel({ integration }: { integration: IntegrationDetail }) {
  const t = useTexts(integrationTexts)
  const [edited, setEdited] = useState<Resource | 'new' | null>(null)
  const columns = integration.listing
  const add = (
    <ActionButton
      capability="integration.configure"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEdited('new')}
    >
      {t('newResource')}
    </ActionButton>
  )
  return (
    <Panel title={t('resources')} bare actions={integration.resources.length > 0 && add}>
      {integration.resources.length === 0 ? (
        <EmptyState compact title={t('noResources')} text={t('noResourcesText')} action={add} />
      ) : (
        <table className={styles.plain} aria-label={t('resources')}>
          <thead>
            <tr>
              <th>{t('label')}</th>
              {columns.map(({ field, name }) => (
                <th key={field}>{name}</th>
              ))}
              <th>{t('lastTest')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {integration.resources.map((resource) => (
              <tr key={resource.id}>
                <td>
                  <strong>{resource.label}</strong>
                </td>
                {columns.map(({ field }) => (
                  <td key={field}>
                    <Clipped text={resource.settings[field] ?? ''} />
                  </td>
                ))}
                <ResourceTest resource={resource} testable={integration.testable} onEdit={() => setEdited(resource)} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited && (
        <ResourceForm
          integration={integration}
          resource={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  )
}

function ResourceTest(props: { resource: Resource; testable: boolean; onEdit: () => void }) {
  const { resource, testable, onEdit } = props
  const t = useTexts(integrationTexts)
  const confirm = useConfirm()
  const [busy, setBusy] = useState(false)
  const test = useChange(testResource, { alsoChanges: ['integrations'] })
  const remove = useChange(deleteResource, { alsoChanges: ['integrations'] })
  const name = resource.label

  const run = async () => {
    setBusy(true)
    await test
      .mutateAsync({ params: { id: resource.id } })
      .catch((error: unknown) => toast.failed(error, t('testConnection')))
    setBusy(false)
  }

  const ask = () =>
    confirm({
      title: t('deleteResourceTitle', { name }),
      text: t('deleteResourceText'),
      action: t('delete'),
      danger: true,
      run: () => remove.mutateAsync({ params: { id: resource.id } }),
    })

  const { lastTest } = resource
  return (
    <>
      <td>
        {busy ? (
          <StatusTag tone="active">{t('testing')}</StatusTag>
        ) : lastTest ? (
          <span className={styles.row}>
            <StatusTag tone={lastTest.ok ? 'good' : 'danger'}>{t(lastTest.ok ? 'connected' : 'failed')}</StatusTag>
            {!lastTest.ok && <Clipped text={lastTest.message} copy />}
            <span className={styles.help}>
              <Moment at={lastTest.at} />
            </span>
          </span>
        ) : (
          <span className={styles.help}>{t('notTested')}</span>
        )}
      </td>
      <td>
        <div className={styles.buttons}>
          <ActionButton
            variant="subtle"
            capability="integration.configure"
            ability={testable ? true : t('noTest')}
            leftSection={<IconPlug size={14} />}
            disabled={busy}
            onClick={() => void run()}
          >
            {t('testConnection')}
          </ActionButton>
          <Button variant="subtle" px={6} aria-label={t('editResource', { name })} title={t('edit')} onClick={onEdit}>
            <IconPencil size={14} />
          </Button>
          <ActionButton
            variant="subtle"
            px={6}
            capability="integration.configure"
            aria-label={t('deleteResourceTitle', { name })}
            onClick={() => void ask()}
          >
            <IconTrash size={14} />
          </ActionButton>
        </div>
      </td>
    </>
  )
}
