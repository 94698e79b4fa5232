import { Drawer } from '@mantine/core'
import {
  type CustomField,
  type DefaultField,
  deleteCustomField,
  type FieldSection,
} from '@tocsin/contracts/custom-field.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useConfirm } from '../ui/index.ts'
import { FieldForm } from './FieldForm.tsx'
import { isOwn } from './field-body.ts'
import { fieldTexts } from './texts.ts'

interface FieldDrawerProps {
  section: FieldSection
  field: CustomField | DefaultField | null
  onClose: () => void
}

/** A field beside its list: make, change, delete. */
export function FieldDrawer({ section, field, onClose }: FieldDrawerProps) {
  const t = useTexts(fieldTexts)
  const confirm = useConfirm()
  const remove = useChange(deleteCustomField, { alsoChanges: ['fields'] })

  const askToDelete = async (own: CustomField) => {
    const done = await confirm({
      title: t('deleteAsk', { name: own.name }),
      text: t('deleteText', { internal: own.internalName }),
      action: t('delete'),
      danger: true,
      typeName: own.name,
      run: () => remove.mutateAsync({ params: { id: own.id } }),
    })
    if (!done) return
    toast.done(t('deleted', { name: own.name }))
    onClose()
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      size={480}
      title={field ? t('editField', { name: field.name }) : t('newField')}
      closeOnClickOutside={false}
    >
      <FieldForm section={section} field={field} onClose={onClose} />
      {field && isOwn(field) && (
        <ActionButton
          mt={16}
          variant="subtle"
          color="danger"
          capability="custom-field.configure"
          onClick={() => askToDelete(field)}
        >
          {t('delete')}
        </ActionButton>
      )}
    </Drawer>
  )
}
