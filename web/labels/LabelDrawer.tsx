import { Drawer } from '@mantine/core'
import { deleteLabel, type Label } from '@tocsin/contracts/label.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast, useConfirm } from '../ui/index.ts'
import { LabelForm } from './LabelForm.tsx'
import { labelTexts } from './texts.ts'

export function LabelDrawer({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const t = useTexts(labelTexts)
  const confirm = useConfirm()
  const remove = useChange(deleteLabel)
  const askToDelete = async (one: Label) => {
    const done = await confirm({
      title: t('deleteAsk', { name: one.name }),
      text: t('deleteText'),
      action: t('delete'),
      danger: true,
      run: () => remove.mutateAsync({ params: { id: one.id } }),
    })
    if (!done) return
    toast.done(t('deleted', { name: one.name }))
    onClose()
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      size={480}
      title={label ? t('label', { name: label.name }) : t('new')}
      closeOnClickOutside={false}
    >
      <LabelForm label={label} onClose={onClose} />
      {label && (
        <ActionButton
          mt={16}
          variant="subtle"
          color="danger"
          capability="label.configure"
          ability={label.isDefault ? t('isDefaultAlready') : true}
          onClick={() => askToDelete(label)}
        >
          {t('delete')}
        </ActionButton>
      )}
    </Drawer>
  )
}
