import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Page, Tabs } from '../ui/index.ts'
import { AlertList } from './AlertList.tsx'
import { SendAlertsDialog } from './SendAlertsDialog.tsx'
import { Sources } from './Sources.tsx'
import { alertTexts } from './texts.ts'

/** What came in, what became of it, and from where it may come. */
export function AlertsPage() {
  const t = useTexts(alertTexts)
  const [isSending, setSending] = useState(false)
  return (
    <Page
      title={t('title')}
      layout="fill"
      actions={
        <ActionButton capability="alert.ingest" leftSection={<IconPlus size={14} />} onClick={() => setSending(true)}>
          {t('send')}
        </ActionButton>
      }
    >
      <Tabs
        label={t('title')}
        tabs={[
          { key: 'alerts', label: t('alerts'), fill: true, content: () => <AlertList /> },
          { key: 'sources', label: t('sources'), fill: true, content: () => <Sources /> },
        ]}
      />
      {isSending && <SendAlertsDialog onClose={() => setSending(false)} />}
    </Page>
  )
}
