import { ActionIcon, Menu, Modal, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { IconKey, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { type Language, useLanguage, useTexts } from '../i18n/index.ts'
import { toast } from '../ui/index.ts'
import { PasswordForm } from './PasswordForm.tsx'
import { useSession } from './session.ts'
import { shellTexts } from './texts.ts'
import { useSignOut } from './use-sign-out.ts'

/** Theme (GEN-08), language (GEN-09), password, sign out (GEN-07). */
export function UserMenu() {
  const t = useTexts(shellTexts)
  const { user } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { language, setLanguage } = useLanguage()
  const [isChanging, setChanging] = useState(false)
  const signOut = useSignOut()
  return (
    <>
      <Menu width={260} closeOnItemClick={false}>
        <Menu.Target>
          <ActionIcon aria-label={t('user', { name: user.name })} title={user.name}>
            <IconUserCircle size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {user.name} · {user.email}
            <br />
            {user.profile}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{t('theme')}</Menu.Label>
          <SegmentedControl
            fullWidth
            aria-label={t('theme')}
            value={colorScheme}
            onChange={(scheme) => setColorScheme(scheme)}
            data={[
              { value: 'dark', label: t('dark') },
              { value: 'light', label: t('light') },
              { value: 'auto', label: t('system') },
            ]}
          />
          <Menu.Label>{t('language')}</Menu.Label>
          <SegmentedControl
            fullWidth
            aria-label={t('language')}
            value={language}
            onChange={(next: Language) => setLanguage(next)}
            data={[
              { value: 'en', label: 'English' },
              { value: 'fr', label: 'Français' },
            ]}
          />
          <Menu.Divider mt={8} />
          <Menu.Item leftSection={<IconKey size={16} stroke={1.6} />} onClick={() => setChanging(true)}>
            {t('changePassword')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={signOut}>
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isChanging} onClose={() => setChanging(false)} title={t('changePassword')} size={400}>
        <PasswordForm
          onSaved={() => {
            setChanging(false)
            toast.done(t('passwordChanged'))
          }}
        />
      </Modal>
    </>
  )
}
