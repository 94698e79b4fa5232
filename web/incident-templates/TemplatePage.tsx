import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import {
  deleteIncidentTemplate,
  getIncidentTemplate,
  type IncidentTemplate,
} from '@tocsin/contracts/incident-template.ts'
import { useChange, useEndpoint } from '../api/index.ts'
import { useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, ErrorState, Page, SkeletonLines, StatusTag, toast, useConfirm } from '../ui/index.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { templateTexts } from './texts.ts'

/** One template; `new` makes one, from another with `?from=` (TPL-08). */
export function TemplatePage() {
  const t = useTexts(templateTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { from } = useSearch({ strict: false }) as { from?: string }
  const isNew = id === 'new'
  const read = isNew ? from : id
  const { data, error, refetch } = useEndpoint(
    getIncidentTemplate,
    { params: { id: read ?? '' } },
    { enabled: read !== undefined },
  )
  const { fields, error: fieldsError, retry } = useFields('incidents')
  const failure = error ?? fieldsError
  if (failure || fields.length === 0 || (read !== undefined && !data)) {
    return (
      <Page title={t('template')} up={{ label: t('title'), to: paths.incidentTemplates() }}>
        {failure ? (
          <ErrorState
            error={failure}
            title={t('unread')}
            retry={() => {
              retry()
              void refetch()
            }}
          />
        ) : (
          <SkeletonLines lines={12} />
        )}
      </Page>
    )
  }
  if (data && !isNew) return <OpenTemplate key={id} template={data} />
  return (
    <Page title={t('new')} up={{ label: t('title'), to: paths.incidentTemplates() }}>
      <TemplateForm
        key={from}
        template={null}
        start={data && { ...data, name: t('copyOf', { name: data.name }) }}
        fields={fields}
      />
    </Page>
  )
}

function OpenTemplate({ template }: { template: IncidentTemplate }) {
  const t = useTexts(templateTexts)
  const navigate = useNavigate()
  const confirm = useConfirm()
  const remove = useChange(deleteIncidentTemplate)
  const { fields } = useFields('incidents')
  const askToDelete = async () => {
    const done = await confirm({
      title: t('deleteAsk', { name: template.name }),
      text: t('deleteText'),
      action: t('delete'),
      danger: true,
      typeName: template.name,
      run: () => remove.mutateAsync({ params: { id: template.id } }),
    })
    if (!done) return
    toast.done(t('deleted', { name: template.name }))
    void navigate({ to: paths.incidentTemplates(), ignoreBlocker: true })
  }
  return (
    <Page
      title={template.name}
      up={{ label: t('title'), to: paths.incidentTemplates() }}
      tags={
        <>
          <StatusTag tone={template.enabled ? 'good' : 'neutral'}>
            {t(template.enabled ? 'enabled' : 'disabled')}
          </StatusTag>
          {template.shipped && <StatusTag>{t('shipped')}</StatusTag>}
        </>
      }
      actions={
        <>
          <ActionButton
            capability="incident.edit"
            onClick={() => void navigate({ to: paths.newIncident(), search: { template: template.id } })}
          >
            {t('use')}
          </ActionButton>
          <ActionButton
            capability="incident-template.configure"
            onClick={() => void navigate({ to: paths.incidentTemplate('new'), search: { from: template.id } })}
          >
            {t('clone')}
          </ActionButton>
          <ActionButton color="danger" capability="incident-template.configure" onClick={askToDelete}>
            {t('delete')}
          </ActionButton>
        </>
      }
    >
      <TemplateForm template={template} start={template} fields={fields} />
    </Page>
  )
}
