import { Checkbox, Drawer, PasswordInput, Select, TextInput } from '@mantine/core'
import { changeUser, createUser, listProfiles, type User } from '@tocsin/contracts/access.ts'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { useSession } from '../shell/index.ts'
import { ActionButton, Form, toast, useAbsoluteTime, useForm, useNow } from '../ui/index.ts'
import { userTexts } from './texts.ts'
import styles from './Users.module.css'

interface UserDrawerProps {
  user: User | null
  onClose: () => void
}

/** Adds or changes a user: profile, password, activation, lock (USR-02). */
export function UserDrawer({ user, onClose }: UserDrawerProps) {
  const t = useTexts(userTexts)
  return (
    <Drawer
      opened
      onClose={onClose}
      size={440}
      title={user ? t('user', { name: user.name }) : t('newUser')}
      closeOnClickOutside={false}
    >
      {user && <Lock user={user} onUnlocked={onClose} />}
      <UserForm user={user} onClose={onClose} />
    </Drawer>
  )
}

function UserForm({ user, onClose }: UserDrawerProps) {
  const t = useTexts(userTexts)
  const session = useSession()
  const profiles = useEndpoint(listProfiles).data?.items ?? []
  const create = useChange(createUser)
  const change = useChange(changeUser)
  const groups = decidingGroups(user)
  const isSelf = user?.id === session.user.id
  const form = useForm({
    initial: {
      name: user?.name ?? '',
      email: user?.email ?? '',
      profile: user?.profile ?? 'Analyst',
      password: '',
      active: user?.active ?? true,
    },
    schema: user ? changeUser.body : createUser.body,
    toBody: ({ password, email, active, ...values }) =>
      user ? { ...values, active, ...(password ? { password } : {}) } : { ...values, email, password },
    save: ({ name, email, profile, password, active }): Promise<unknown> =>
      user
        ? change.mutateAsync({
            params: { id: user.id },
            body: { version: user.version, name, profile, active, ...(password ? { password } : {}) },
          })
        : create.mutateAsync({ body: { name, email, profile, password } }),
    onSaved: () => {
      toast.done(t('userSaved', { name: form.values.name }))
      onClose()
    },
  })
  return (
    <Form form={form} submit={t(user ? 'saveUser' : 'createUser')} onCancel={onClose}>
      <TextInput label={t('name')} withAsterisk maxLength={255} data-autofocus {...form.field('name')} />
      <TextInput
        label={t('email')}
        type="email"
        withAsterisk={!user}
        disabled={user !== null}
        autoComplete="off"
        {...form.field('email')}
      />
      <Select
        label={t('profile')}
        withAsterisk
        data={profiles.map(({ name }) => name)}
        description={groups ? t('rightsOfGroups', { groups }) : undefined}
        {...form.field('profile')}
        onChange={(profile) => form.set('profile', profile ?? '')}
      />
      <PasswordInput
        label={t(user ? 'newPassword' : 'password')}
        description={t(user ? 'newPasswordHelp' : 'passwordHelp')}
        withAsterisk={!user}
        autoComplete="new-password"
        {...form.field('password')}
      />
      {user && (
        <Checkbox
          label={t('isActive')}
          description={isSelf ? t('isActiveSelf') : undefined}
          disabled={isSelf}
          {...form.flag('active')}
        />
      )}
    </Form>
  )
}

/** Groups that decide in place of his own profile (GRP-02). */
function decidingGroups(user: User | null): string {
  return (user?.groups ?? [])
    .filter(({ profile }) => profile !== null)
    .map(({ name, profile }) => `${name} (${profile})`)
    .join(', ')
}

function Lock({ user, onUnlocked }: { user: User; onUnlocked: () => void }) {
  const t = useTexts(userTexts)
  const format = useAbsoluteTime()
  const now = useNow(30_000)
  const change = useChange(changeUser)
  if (!user.lockedUntil || Date.parse(user.lockedUntil) <= now) return null
  return (
    <div className={styles.locked}>
      {t('lockedUntil', { at: format(user.lockedUntil) })}
      <ActionButton
        capability="user.manage"
        onClick={async () => {
          await change.mutateAsync({ params: { id: user.id }, body: { unlock: true } })
          toast.done(t('unlocked', { name: user.name }))
          onUnlocked()
        }}
      >
        {t('unlock')}
      </ActionButton>
    </div>
  )
}
