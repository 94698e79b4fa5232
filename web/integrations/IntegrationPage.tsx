import { Checkbox } from '@mantine/core'
import { IconDownload, IconTrash } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import {
  changeIntegration,
  deleteIntegration,
  exportIntegration,
  getIntegration,
  type IntegrationDetail,
} from '@tocsin/contracts/integration.ts'
import { download, useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  ActionButton,
  ErrorState,
  Field,
  Fields,
  Moment,
  Mono,
  Page,
  Panel,
  SkeletonLines,
  toast,
  useAbility,
  useConfirm,
} from '../ui/index.ts'
import { ActionsPanel } from './ActionsPanel.tsx'
import { IntegrationLogo } from './IntegrationLogo.tsx'
import styles from './Integrations.module.css'
import { ResourcesPanel } from './ResourcesPanel.tsx'
import { integrationTexts } from './texts.ts'

/** One integration: resources, actions by type, facts (INT-01). */
export function IntegrationPage() {
  const t = useTexts(integrationTexts)
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useEndpoint(getIntegration, { params: { id } })
  const up = { label: t('title'), to: paths.integrations() }
  if (!data) {
    return (
      <Page title={t('title')} up={up}>
        {error ? (
          <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={data.name}
      up={up}
      tags={<IntegrationLogo name={data.name} icon={data.icon} size={24} />}
      actions={<IntegrationActions integration={data} />}
    >
      <div className={styles.columns}>
        <div className={styles.stack}>
          <ResourcesPanel integration={data} />
          <ActionsPanel integration={data} />
        </div>
        <Facts integration={data} />
      </div>
    </Page>
  )
}

function IntegrationActions({ integration }: { integration: IntegrationDetail }) {
  const t = useTexts(integrationTexts)
  const confirm = useConfirm()
  const navigate = useNavigate()
  const remove = useChange(deleteIntegration, { alsoChanges: ['actions', 'resources'] })
  const { id, name } = integration
  const ask = async () => {
    const isDone = await confirm({
      title: t('deleteTitle', { name }),
      text: t('deleteText', { actions: integration.actionCount, resources: integration.resourceCount }),
      action: t('delete'),
      danger: true,
      typeName: name,
      run: () => remove.mutateAsync({ params: { id } }),
    })
    if (!isDone) return
    toast.done(t('deleted', { name }))
    await navigate({ to: paths.integrations() })
  }
  return (
    <>
      <ActionButton
        leftSection={<IconDownload size={14} />}
        onClick={() => download(exportIntegration, { params: { id } }, `${name}.tar.gz`)}
      >
        {t('export')}
      </ActionButton>
      <ActionButton
        capability="integration.configure"
        leftSection={<IconTrash size={14} />}
        color="danger"
        onClick={() => void ask()}
      >
        {t('delete')}
      </ActionButton>
    </>
  )
}

function Facts({ integration }: { integration: IntegrationDetail }) {
  const t = useTexts(integrationTexts)
  const change = useChange(changeIntegration)
  const allowed = useAbility(undefined, 'integration.configure')
  return (
    <Panel title={t('facts')}>
      <div className={styles.stack}>
        <Fields>
          <Field label={t('origin')}>{t(integration.origin)}</Field>
          <Field label={t('productVersion')}>{integration.productVersion}</Field>
          <Field label={t('language')}>{integration.language}</Field>
          <Field label={t('image')}>
            <Mono text={integration.image} />
          </Field>
          {integration.officialName && integration.officialName !== integration.name && (
            <Field label={t('officialName')}>{integration.officialName}</Field>
          )}
          <Field label={t('updated')}>
            <Moment at={integration.updatedAt} />
          </Field>
        </Fields>
        <Checkbox
          label={t('ignoreStderr')}
          description={allowed === true ? t('ignoreStderrHelp') : allowed}
          disabled={allowed !== true || change.isPending}
          checked={integration.ignoreStderr}
          onChange={(event) =>
            change.mutate(
              {
                params: { id: integration.id },
                body: { ignoreStderr: event.currentTarget.checked, version: integration.version },
              },
              { onError: (error) => toast.failed(error, t('ignoreStderr')) },
            )
          }
        />
      </div>
    </Panel>
  )
}
