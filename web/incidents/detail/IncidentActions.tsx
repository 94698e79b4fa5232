import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconCheck, IconDots, IconEdit, IconRotate, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { deleteIncident, type Incident, reopenIncident, restoreIncident } from '@tocsin/contracts/incident.ts'
import type { Ability } from '@tocsin/contracts/lists.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ActionButton, copyText, toast, useAbility, useConfirm, useShortcut } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import { CloseDialog } from './CloseDialog.tsx'
import { OwnerDialog } from './OwnerDialog.tsx'

/** What one can do with the incident now; what one cannot says why (IDT-03). */
export function IncidentActions({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [dialog, setDialog] = useState<'owner' | 'close' | null>(null)
  const reopen = useChange(reopenIncident)
  const remove = useChange(deleteIncident)
  const restore = useChange(restoreIncident)
  const { abilities, fields, version } = incident
  const params = { id: String(incident.id) }
  const label = fields.incidentid

  const edit = () =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, tab: undefined, edit: '1' }),
      replace: true,
    })

  const askToDelete = async () => {
    const done = await confirm({
      title: t('deleteAsk', { label }),
      text: t('deleteText'),
      action: t('delete'),
      danger: true,
      typeName: label,
      run: () => remove.mutateAsync({ params }),
    })
    if (!done) return
    toast.done(t('deleted', { label }))
    void navigate({ to: paths.incidents() })
  }

  useShortcut('e', t('edit'), edit, abilities.change === true)
  useShortcut('o', t('changeOwner'), () => setDialog('owner'), abilities.changeOwner === true)

  return (
    <>
      <ActionButton
        ability={abilities.changeOwner}
        leftSection={<IconUser size={14} />}
        onClick={() => setDialog('owner')}
      >
        {t('changeOwner')}
      </ActionButton>
      <ActionButton ability={abilities.change} leftSection={<IconEdit size={14} />} onClick={edit}>
        {t('edit')}
      </ActionButton>
      {incident.open ? (
        <ActionButton
          variant="filled"
          ability={abilities.close}
          leftSection={<IconCheck size={14} />}
          onClick={() => setDialog('close')}
        >
          {t('close')}
        </ActionButton>
      ) : (
        <ActionButton
          ability={abilities.reopen}
          leftSection={<IconRotate size={14} />}
          onClick={async () => {
            await reopen.mutateAsync({ params, body: { version } })
            toast.done(t('reopened', { label }))
          }}
        >
          {t('reopen')}
        </ActionButton>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('more')} title={t('more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void copyText(label)}>{t('copyLabel')}</Menu.Item>
          {fields.is_deleted ? (
            <MenuAction
              ability={abilities.delete}
              label={t('restore')}
              onClick={() =>
                void restore
                  .mutateAsync({ params })
                  .then(() => toast.done(t('restored', { label })))
                  .catch((error: unknown) => toast.failed(error, t('restore')))
              }
            />
          ) : (
            <MenuAction ability={abilities.delete} label={t('delete')} danger onClick={() => void askToDelete()} />
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'owner' && <OwnerDialog incident={incident} onClose={() => setDialog(null)} />}
      {dialog === 'close' && <CloseDialog incident={incident} onClose={() => setDialog(null)} />}
    </>
  )
}

interface MenuActionProps {
  ability: Ability
  label: string
  danger?: boolean
  onClick: () => void
}

function MenuAction({ ability, label, danger, onClick }: MenuActionProps) {
  const allowed = useAbility(ability)
  const item = (
    <Menu.Item
      color={danger ? 'danger' : undefined}
      data-disabled={allowed !== true || undefined}
      aria-disabled={allowed !== true || undefined}
      closeMenuOnClick={allowed === true}
      onClick={() => allowed === true && onClick()}
    >
      {label}
    </Menu.Item>
  )
  return allowed === true ? item : <Tooltip label={allowed}>{item}</Tooltip>
}
