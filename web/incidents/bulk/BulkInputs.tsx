import { ActionIcon, Select, Textarea } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { FieldInput, inputValue } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { UserSelect } from '../../users/index.ts'
import styles from './Bulk.module.css'
import type { BulkChoice, BulkKind } from './bulk-operation.ts'
import { bulkTexts } from './texts.ts'

interface BulkInputsProps {
  kind: BulkKind
  fields: FieldDescription[]
  choice: BulkChoice
  onChoice: (choice: BulkChoice) => void
}

/** What an operation has to know before it can start. */
export function BulkInputs({ kind, fields, choice, onChoice }: BulkInputsProps) {
  const t = useTexts(bulkTexts)
  switch (kind) {
    case 'close':
      return (
        <Textarea
          label={t('closingNote')}
          description={t('closingNoteHelp')}
          minRows={4}
          maxLength={65_536}
          data-autofocus
          value={choice.note}
          onChange={(event) => onChoice({ ...choice, note: event.currentTarget.value })}
        />
      )
    case 'owner':
    case 'investigator':
      return (
        <UserSelect
          label={t('user')}
          description={kind === 'owner' ? t('ownerHelp') : undefined}
          placeholder={kind === 'owner' ? t('nobody') : undefined}
          required={kind === 'investigator'}
          value={choice.user}
          onChange={(user) => onChoice({ ...choice, user })}
        />
      )
    case 'change':
      return <FieldChoices fields={fields} choice={choice} onChoice={onChoice} />
    case 'reopen':
    case 'delete':
    case 'restore':
      return <p>{t(`${kind}Text`)}</p>
  }
}

/** The fields that get one value in all incidents (INC-32). */
function FieldChoices({ fields, choice, onChoice }: Omit<BulkInputsProps, 'kind'>) {
  const t = useTexts(bulkTexts)
  const chosen = fields.filter(({ internalName }) => internalName in choice.fields)
  const set = (name: string, value: Json) => onChoice({ ...choice, fields: { ...choice.fields, [name]: value } })
  const leaveOut = (name: string) => {
    const { [name]: _, ...others } = choice.fields
    onChoice({ ...choice, fields: others })
  }
  return (
    <>
      <Select
        label={t('field')}
        description={t('fieldHelp')}
        placeholder={t('chooseField')}
        searchable
        data-autofocus
        value={null}
        data={fields
          .filter((field) => !chosen.includes(field))
          .map(({ internalName, name }) => ({ value: internalName, label: name }))}
        onChange={(name) => {
          const field = fields.find(({ internalName }) => internalName === name)
          if (field) set(field.internalName, inputValue(field, undefined))
        }}
      />
      {chosen.map((field) => (
        <div key={field.internalName} className={styles.field}>
          <FieldInput
            field={field}
            value={choice.fields[field.internalName]}
            onChange={(value) => set(field.internalName, value)}
          />
          <ActionIcon
            aria-label={t('leaveOut', { name: field.name })}
            title={t('leaveOut', { name: field.name })}
            onClick={() => leaveOut(field.internalName)}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
    </>
  )
}
