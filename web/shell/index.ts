export { appRoute, rootRoute, settingsRoute } from './roots.ts'
export type { MenuEntry, Screens, SettingsSection } from './screen.ts'
export { AccessDenied, needs, useSession } from './session.ts'
