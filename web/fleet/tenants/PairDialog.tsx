import { Button, Loader, Modal, Radio, TagsInput, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { pairTenant, type Tenant } from '@tocsin/contracts/fleet.ts'
import type { GrantName, LinkMode } from '@tocsin/contracts/link.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { grantTexts } from '../../membership/index.ts'
import { paths } from '../../paths.ts'
import { Form, useForm } from '../../ui/index.ts'
import { Fingerprints } from './Fingerprints.tsx'
import styles from './Tenants.module.css'
import { nameFromUrl } from './tenant-rows.ts'
import { tenantTexts } from './texts.ts'

/** Pair with a tenant by the code its administrator made (FLT-02); afterwards the fingerprints to compare. */
export function PairDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(tenantTexts)
  const [paired, setPaired] = useState<Tenant | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      title={paired ? t('pairedTitle', { name: paired.name }) : t('pairTitle')}
      size={600}
      closeOnClickOutside={false}
    >
      {paired ? <Paired tenant={paired} onClose={onClose} /> : <PairForm onPaired={setPaired} onClose={onClose} />}
    </Modal>
  )
}

function PairForm({ onPaired, onClose }: { onPaired: (tenant: Tenant) => void; onClose: () => void }) {
  const t = useTexts(tenantTexts)
  const pair = useChange(pairTenant, { alsoChanges: ['fleet/dashboards'] })
  const form = useForm({
    initial: { url: '', code: '', name: '', mode: 'direct' as LinkMode, groups: [] as string[], tags: [] as string[] },
    schema: pairTenant.body,
    save: async (body) => onPaired(await pair.mutateAsync({ body })),
  })
  const { url, name } = form.values
  const host = URL.canParse(url) ? new URL(url).host : url
  return (
    <Form form={form} submit={t('pair')} onCancel={onClose}>
      <p className={styles.intro}>{t('pairIntro')}</p>
      <TextInput
        label={t('address')}
        description={t('urlHelp')}
        placeholder="https://"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...form.field('url')}
        onBlur={() => name === '' && form.set('name', nameFromUrl(url))}
      />
      <TextInput
        label={t('code')}
        description={t('codeHelp')}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: styles.code }}
        {...form.field('code')}
      />
      <TextInput label={t('name')} description={t('nameHelp')} maxLength={255} {...form.field('name')} />
      <Radio.Group label={t('mode')} {...form.field('mode')}>
        <div className={styles.modes}>
          <Radio value="direct" label={t('direct')} description={t('directHelp')} />
          <Radio value="outbound" label={t('outbound')} description={t('outboundHelp')} />
        </div>
      </Radio.Group>
      <TagsInput label={t('groups')} description={t('groupsHelp')} {...form.field('groups')} />
      <TagsInput label={t('tags')} {...form.field('tags')} />
      {form.isSaving && (
        <div className={styles.progress} role="status">
          <Loader size={14} /> {t('pairing', { host })}
        </div>
      )}
    </Form>
  )
}

function Paired({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const t = useTexts(tenantTexts)
  const g = useTexts(grantTexts)
  const navigate = useNavigate()
  const granted = Object.keys(tenant.grants) as GrantName[]
  return (
    <div className={styles.stack}>
      <p className={styles.intro}>{t('compare')}</p>
      <Fingerprints ours={tenant.fingerprint} theirs={tenant.tenantFingerprint} />
      <div className={styles.section}>
        <h2>{t('granted')}</h2>
        {granted.length > 0 ? (
          <span className={styles.labels}>
            {granted.map((grant) => (
              <span key={grant} className={styles.label}>
                {g(grant)}
              </span>
            ))}
          </span>
        ) : (
          <span className={styles.quiet}>{t('grantsNothing')}</span>
        )}
      </div>
      <div className={styles.buttons}>
        <Button onClick={() => void navigate({ to: paths.fleetTenant(tenant.id) })}>
          {t('toTenant', { name: tenant.name })}
        </Button>
        <Button variant="filled" data-autofocus onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}
