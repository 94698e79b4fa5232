import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconEdit, IconPlayerPause, IconPlayerPlay, IconUnlink } from '@tabler/icons-react'
import type { Tenant } from '@tocsin/contracts/fleet.ts'
import type { Ability } from '@tocsin/contracts/lists.ts'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { tenantTexts } from './texts.ts'
import { useTenantActions } from './use-tenant-actions.ts'

interface TenantMenuProps {
  tenant: Tenant
  onEdit: (tenant: Tenant) => void
  onUnpaired?: () => void
}

/** Edit, suspend or resume, unpair; what one may not do stays visible with the reason. */
export function TenantMenu({ tenant, onEdit, onUnpaired }: TenantMenuProps) {
  const t = useTexts(tenantTexts)
  const actions = useTenantActions()
  const { edit, suspend, unpair } = tenant.abilities
  const isSuspended = tenant.status === 'suspended'
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('more', { name: tenant.name })} title={t('more', { name: tenant.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Item ability={edit} icon={<IconEdit size={14} />} onClick={() => onEdit(tenant)}>
          {t('edit')}
        </Item>
        <Item
          ability={suspend}
          icon={isSuspended ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          onClick={() => (isSuspended ? actions.resume(tenant) : actions.suspend(tenant))}
        >
          {t(isSuspended ? 'resume' : 'suspend')}
        </Item>
        <Menu.Divider />
        <Item
          ability={unpair}
          danger
          icon={<IconUnlink size={14} />}
          onClick={async () => {
            if (await actions.unpair(tenant)) onUnpaired?.()
          }}
        >
          {`${t('unpair')} …`}
        </Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface ItemProps {
  ability: Ability
  icon: ReactNode
  danger?: boolean
  onClick: () => unknown
  children: string
}

function Item({ ability, icon, danger, onClick, children }: ItemProps) {
  const press = () => {
    if (ability !== true) return
    void Promise.resolve(onClick()).catch((error: unknown) => toast.failed(error, children))
  }
  return (
    <Menu.Item
      leftSection={icon}
      color={danger ? 'danger' : undefined}
      closeMenuOnClick={ability === true}
      aria-disabled={ability !== true || undefined}
      data-disabled={ability !== true || undefined}
      title={ability === true ? undefined : ability}
      onClick={press}
    >
      {children}
    </Menu.Item>
  )
}
