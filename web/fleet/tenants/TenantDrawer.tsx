import { Drawer, Switch, TagsInput, TextInput } from '@mantine/core'
import { changeTenant, listTenants, type Tenant } from '@tocsin/contracts/fleet.ts'
import { useChange, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, toast, useForm } from '../../ui/index.ts'
import { labelsOf } from './tenant-rows.ts'
import { tenantTexts } from './texts.ts'

/** Name, address, groups, tags and whether anything is exchanged (MSSP-22). */
export function TenantDrawer({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const t = useTexts(tenantTexts)
  const { data } = useEndpoint(listTenants)
  const change = useChange(changeTenant, { alsoChanges: ['fleet/dashboards'] })
  const form = useForm({
    initial: {
      name: tenant.name,
      url: tenant.url,
      groups: tenant.groups,
      tags: tenant.tags,
      suspended: tenant.status === 'suspended',
    },
    schema: changeTenant.body,
    save: ({ url, suspended, ...rest }) =>
      change.mutateAsync({
        params: { id: tenant.id },
        body: {
          ...rest,
          version: tenant.version,
          ...(url === tenant.url ? {} : { url }),
          ...(suspended === (tenant.status === 'suspended') ? {} : { suspended }),
        },
      }),
    onSaved: () => {
      toast.done(t('saved', { name: tenant.name }))
      onClose()
    },
  })
  const all = data?.items ?? []
  const { suspend } = tenant.abilities
  return (
    <Drawer opened onClose={onClose} title={t('editTitle', { name: tenant.name })} size={480}>
      <Form form={form} onCancel={onClose}>
        <TextInput label={t('name')} maxLength={255} data-autofocus {...form.field('name')} />
        <TextInput label={t('address')} description={t('urlHelp')} spellCheck={false} {...form.field('url')} />
        <TagsInput
          label={t('groups')}
          description={t('groupsHelp')}
          data={labelsOf(all, 'groups')}
          {...form.field('groups')}
        />
        <TagsInput label={t('tags')} data={labelsOf(all, 'tags')} {...form.field('tags')} />
        <Switch
          label={t('suspended')}
          description={suspend === true ? t('suspendHelp') : suspend}
          disabled={suspend !== true}
          {...form.flag('suspended')}
        />
      </Form>
    </Drawer>
  )
}
