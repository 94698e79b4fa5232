import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import 'virtual:theme.css'
import './base.css'
import { Drawer, localStorageColorSchemeManager, MantineProvider, Modal, mergeThemeOverrides } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { type ReactNode, useMemo } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { theme } from './theme.ts'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'tocsin/theme' })

/** Dark first, light equal (GEN-08); no style elements are inserted at run time. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const t = useTexts(uiTexts)
  const named = useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': t('close') } }
    return mergeThemeOverrides(theme, {
      components: { Modal: Modal.extend({ defaultProps }), Drawer: Drawer.extend({ defaultProps }) },
    })
  }, [t])
  return (
    <MantineProvider
      theme={named}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="dark"
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateInlineStyles
    >
      <Notifications position="bottom-right" limit={4} autoClose={5000} containerWidth={400} />
      {children}
    </MantineProvider>
  )
}
