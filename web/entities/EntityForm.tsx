import { TagsInput, Textarea } from '@mantine/core'
import { changeEntity, type Entity } from '@tocsin/contracts/entity.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, Panel, toast, useForm } from '../ui/index.ts'
import { entityTexts } from './texts.ts'

const verdicts = ['Malicious', 'Suspicious', 'Benign']

/** Tags and additional information; type and value are what makes the entity (ENT-29). */
export function EntityForm({ entity, onClose }: { entity: Entity; onClose: () => void }) {
  const t = useTexts(entityTexts)
  const change = useChange(changeEntity)
  const form = useForm({
    initial: { tags: entity.tags, additionalInfo: entity.additionalInfo },
    schema: changeEntity.body,
    save: (body) => change.mutateAsync({ params: { id: entity.id }, body: { ...body, version: entity.version } }),
    onSaved: () => {
      toast.done(t('saved'))
      onClose()
    },
  })
  return (
    <Panel title={t('edit')}>
      <Form form={form} submit={t('save')} onCancel={onClose}>
        <TagsInput
          size="xs"
          label={t('tags')}
          description={t('tagsHelp')}
          data={verdicts}
          splitChars={[',']}
          {...form.field('tags')}
        />
        <Textarea label={t('additionalInfo')} {...form.field('additionalInfo')} />
      </Form>
    </Panel>
  )
}
