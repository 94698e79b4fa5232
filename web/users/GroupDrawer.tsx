import { Drawer, MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { listProfiles, listUsers } from '@tocsin/contracts/access.ts'
import { changeGroup, createGroup, type Group, listGroupUses } from '@tocsin/contracts/group.ts'
import { call, useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, toast, useConfirm, useForm } from '../ui/index.ts'
import { GroupUses } from './GroupUses.tsx'
import { groupTexts } from './group-texts.ts'

interface GroupDrawerProps {
  group: Group | null
  onClose: () => void
}

/** Adds or changes a group: profile and members (GRP-01). */
export function GroupDrawer({ group, onClose }: GroupDrawerProps) {
  const t = useTexts(groupTexts)
  return (
    <Drawer
      opened
      onClose={onClose}
      size={440}
      title={group ? t('group', { name: group.name }) : t('newGroup')}
      closeOnClickOutside={false}
    >
      <GroupForm group={group} onClose={onClose} />
    </Drawer>
  )
}

function GroupForm({ group, onClose }: GroupDrawerProps) {
  const t = useTexts(groupTexts)
  const profiles = useEndpoint(listProfiles).data?.items ?? []
  const create = useChange(createGroup, { alsoChanges: ['users'] })
  const change = useChange(changeGroup, { alsoChanges: ['users'] })
  const mayRename = useRenameQuestion(group)
  const form = useForm({
    initial: {
      name: group?.name ?? '',
      description: group?.description ?? '',
      profile: group?.profile ?? (null as string | null),
      members: group?.members.map(({ id }) => id) ?? [],
    },
    schema: createGroup.body,
    save: async (body) => {
      if (group && !(await mayRename(body.name))) return
      if (group) await change.mutateAsync({ params: { id: group.id }, body: { ...body, version: group.version } })
      else await create.mutateAsync({ body })
      toast.done(t('groupSaved', { name: body.name }))
      onClose()
    },
  })
  return (
    <Form form={form} submit={t(group ? 'saveGroup' : 'createGroup')} onCancel={onClose}>
      <TextInput
        label={t('name')}
        description={t('nameHelp')}
        withAsterisk
        maxLength={255}
        data-autofocus
        {...form.field('name')}
      />
      <Select
        label={t('profile')}
        description={t('profileHelp')}
        placeholder={t('ownProfile')}
        data={profiles.map(({ name }) => name)}
        clearable
        {...form.field('profile')}
        onChange={(profile) => form.set('profile', profile)}
      />
      <MultiSelect
        label={t('members')}
        data={useMemberChoices(group)}
        searchable
        clearable
        hidePickedOptions
        {...form.field('members')}
      />
      <Textarea label={t('description')} autosize minRows={2} maxLength={1000} {...form.field('description')} />
    </Form>
  )
}

function useMemberChoices(group: Group | null): { value: string; label: string }[] {
  const t = useTexts(groupTexts)
  const { data } = useEndpoint(listUsers)
  const known = new Set(group?.members.map(({ id }) => id))
  return (data?.items ?? [])
    .filter(({ id, active }) => active || known.has(id))
    .map(({ id, name, active }) => ({ value: id, label: active ? name : t('inactive', { name }) }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

/** Playbooks know a group by its name: who renames it is told which. */
function useRenameQuestion(group: Group | null): (name: string) => Promise<boolean> {
  const t = useTexts(groupTexts)
  const confirm = useConfirm()
  return async (name) => {
    if (!group || name.trim().toLowerCase() === group.name.toLowerCase()) return true
    const uses = await call(listGroupUses, { params: { id: group.id } })
    if (uses.playbooks.length === 0 && uses.waiting === 0) return true
    return confirm({
      title: t('renameAsk', { name: group.name }),
      text: <GroupUses text={t('renameText')} uses={uses} />,
      action: t('rename'),
    })
  }
}
