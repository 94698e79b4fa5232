import { CustomFieldsPage, type FieldColumn } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { PushButton } from '../push/PushButton.tsx'
import { SyncCell } from '../push/SyncCell.tsx'
import { usePush } from '../push/use-push.tsx'
import { useSync } from '../push/use-sync.ts'
import { contentTexts } from './texts.ts'

const kind = 'custom-field'

/** The fields page with the two icons of the console on each field (MSSP-40 … MSSP-42). */
export function FleetCustomFieldsPage() {
  const t = useTexts(contentTexts)
  const sync = useSync(kind)
  const { push, dialog } = usePush()
  const columns: FieldColumn[] = [
    {
      key: 'sync',
      label: t('synchronized'),
      width: 112,
      cell: ({ id, name }) => <SyncCell kind={kind} name={name} sync={sync.of(id)} isLoading={sync.isLoading} />,
    },
    {
      key: 'push',
      label: t('pushField'),
      width: 88,
      cell: ({ id, name }) => <PushButton name={name} onPush={() => push([{ kind, id }], name)} />,
    },
  ]
  return (
    <>
      <CustomFieldsPage extraColumns={columns} title={`${t('customFields')} · ${t('mssp')}`} />
      {dialog}
    </>
  )
}
