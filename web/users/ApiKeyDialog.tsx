import { Button, Modal, Select, TextInput } from '@mantine/core'
import { createApiKey, listProfiles } from '@tocsin/contracts/access.ts'
import { useState } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, Mono, useForm } from '../ui/index.ts'
import { userTexts } from './texts.ts'
import styles from './Users.module.css'

/** Makes a key and shows it this once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(userTexts)
  const profiles = useEndpoint(listProfiles).data?.items ?? []
  const create = useChange(createApiKey)
  const [key, setKey] = useState<string | null>(null)
  const form = useForm({
    initial: { name: '', profile: null as string | null },
    schema: createApiKey.body,
    toBody: ({ name, profile }) => ({ name, ...(profile ? { profile } : {}) }),
    save: async ({ name, profile }) => {
      const made = await create.mutateAsync({ body: { name, ...(profile ? { profile } : {}) } })
      setKey(made.key)
    },
  })
  if (key !== null) {
    return (
      <Modal
        opened
        onClose={onClose}
        title={t('keyMade', { name: form.values.name })}
        size={560}
        withCloseButton={false}
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        <div className={styles.made}>
          <p>{t('keyOnce')}</p>
          <output className={styles.key} aria-label={t('theKey')}>
            <Mono text={key} tail={key.length} />
          </output>
          <p>{t('useKey')}</p>
          <Button variant="filled" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </Modal>
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('newKey')} size={480}>
      <Form form={form} submit={t('createKey')} onCancel={onClose}>
        <TextInput
          label={t('keyName')}
          description={t('keyNameHelp')}
          withAsterisk
          maxLength={255}
          data-autofocus
          {...form.field('name')}
        />
        <Select
          label={t('profile')}
          description={t('keyProfileHelp')}
          placeholder={t('ownProfile')}
          clearable
          data={profiles.map(({ name }) => name)}
          {...form.field('profile')}
          onChange={(profile) => form.set('profile', profile)}
        />
      </Form>
    </Modal>
  )
}
