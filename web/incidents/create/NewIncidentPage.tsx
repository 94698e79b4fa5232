import { listIncidentTemplates } from '@tocsin/contracts/incident-template.ts'
import { useEndpoint } from '../../api/index.ts'
import { useFields } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ErrorState, Page, SkeletonLines, useSearchValue } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import { NewIncidentForm } from './NewIncidentForm.tsx'

/** A new incident by hand: details, playbooks, artifacts (NEW-01); `?template=` chooses one beforehand. */
export function NewIncidentPage() {
  const t = useTexts(incidentTexts)
  const [templateId] = useSearchValue('template')
  const { fields, error, retry } = useFields('incidents')
  const templates = useEndpoint(listIncidentTemplates)
  const failure = error ?? templates.error
  return (
    <Page title={t('new')} up={{ label: t('title'), to: paths.incidents() }}>
      {failure ? (
        <ErrorState
          error={failure}
          title={t('loadFailed')}
          retry={() => {
            retry()
            void templates.refetch()
          }}
        />
      ) : fields.length > 0 && templates.data ? (
        <NewIncidentForm
          fields={fields}
          templates={templates.data.items.filter(({ enabled }) => enabled)}
          templateId={templateId ?? null}
        />
      ) : (
        <SkeletonLines lines={14} />
      )}
    </Page>
  )
}
