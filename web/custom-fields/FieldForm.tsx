import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import {
  type CustomField,
  changeCustomField,
  createCustomField,
  customFieldType,
  type DefaultField,
  type FieldSection,
} from '@tocsin/contracts/custom-field.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, toast, useForm } from '../ui/index.ts'
import { FieldInput } from './FieldInput.tsx'
import styles from './Fields.module.css'
import { changeBody, createBody, describedDraft, draftOf, hasOptions, isOwn } from './field-body.ts'
import { inputValue } from './field-values.ts'
import { OptionRows } from './OptionRows.tsx'
import { fieldTexts } from './texts.ts'

interface FieldFormProps {
  section: FieldSection
  field: CustomField | DefaultField | null
  onClose: () => void
}

export function FieldForm({ section, field, onClose }: FieldFormProps) {
  const t = useTexts(fieldTexts)
  const create = useChange(createCustomField, { alsoChanges: ['fields'] })
  const change = useChange(changeCustomField, { alsoChanges: ['fields'] })
  const isReadOnly = field !== null && !isOwn(field) && field.readOnly

  const form = useForm({
    initial: draftOf(field),
    schema: field ? changeCustomField.body : createCustomField.body,
    toBody: (draft) => (field ? changeBody(field, draft) : createBody(section, draft)),
    save: (draft): Promise<unknown> =>
      field
        ? change.mutateAsync({ params: { id: field.id }, body: changeBody(field, draft) })
        : create.mutateAsync({ body: createBody(section, draft) }),
    onSaved: () => {
      toast.done(t(field ? 'saved' : 'created', { name: form.values.name }))
      onClose()
    },
  })
  const { values } = form

  return (
    <Form form={form} submit={t(field ? 'save' : 'create')} onCancel={onClose}>
      <TextInput
        label={t('name')}
        description={t('nameHelp')}
        withAsterisk
        data-autofocus
        maxLength={255}
        {...form.field('name')}
      />
      {field ? (
        <TextInput label={t('type')} description={t('typeHelp')} value={t(field.type)} disabled readOnly />
      ) : (
        <Select
          label={t('type')}
          description={t('typeHelp')}
          data={customFieldType.options.map((type) => ({ value: type, label: t(type) }))}
          {...form.field('type')}
          onChange={(type) => {
            form.set('type', customFieldType.parse(type))
            form.set('defaultValue', inputValue(describedDraft({ ...values, type: customFieldType.parse(type) }), null))
          }}
        />
      )}
      {hasOptions(values.type) && (
        <OptionRows
          options={values.options}
          onChange={(options) => form.set('options', options)}
          error={form.errors.fields.options}
        />
      )}
      {!isReadOnly && (
        <>
          <FieldInput
            {...form.field('defaultValue')}
            field={{ ...describedDraft(values), name: t('defaultValue') }}
            onChange={(value) => form.set('defaultValue', value)}
          />
          <fieldset className={styles.optionSet}>
            <legend>{t('flags')}</legend>
            <Checkbox label={t('required')} {...form.flag('required')} />
            <Checkbox label={t('useAsFilter')} {...form.flag('useAsFilter')} />
            {(field === null || isOwn(field)) && (
              <Checkbox label={t('useInNotifications')} {...form.flag('useInNotifications')} />
            )}
          </fieldset>
        </>
      )}
      <Textarea label={t('help')} description={t('helpHelp')} maxLength={4000} {...form.field('help')} />
    </Form>
  )
}
