/**
 * Every path of the console, in one place. Paths are below the instance: give them to `Link` and `navigate` as they
 * are, and to `href` through `absolute`.
 */
const part = (value: string | number) => encodeURIComponent(String(value))

export const paths = {
  home: () => '/',
  login: () => '/login',
  profile: () => '/profile',
  dashboards: () => '/dashboards',
  dashboard: (id: string) => `/dashboards/${part(id)}`,
  incidents: () => '/incidents',
  incident: (id: string) => `/incidents/${part(id)}`,
  newIncident: () => '/incidents/new',
  triage: () => '/triage',
  triageEvent: (id: string) => `/triage/${part(id)}`,
  entities: () => '/entities',
  entity: (id: string) => `/entities/${part(id)}`,
  tasks: () => '/tasks',
  playbooks: () => '/automation/playbooks',
  playbook: (id: string) => `/automation/playbooks/${part(id)}`,
  runs: () => '/automation/runs',
  run: (id: string) => `/automation/runs/${part(id)}`,
  incidentTemplates: () => '/automation/incident-templates',
  incidentTemplate: (id: string) => `/automation/incident-templates/${part(id)}`,
  integrations: () => '/automation/integrations',
  integration: (id: string) => `/automation/integrations/${part(id)}`,
  automationRules: () => '/automation/rules',
  automationRule: (id: string) => `/automation/rules/${part(id)}`,
  alerts: () => '/automation/alerts',
  alert: (id: string) => `/automation/alerts/${part(id)}`,
  settings: () => '/settings',
  setting: (name: string) => `/settings/${part(name)}`,
  settingObject: (name: string, id: string) => `/settings/${part(name)}/${part(id)}`,
  fleetDashboard: () => '/fleet/dashboard',
  fleetTenants: () => '/fleet/tenants',
  fleetTenant: (id: string) => `/fleet/tenants/${part(id)}`,
  fleetIncidents: () => '/fleet/incidents',
  fleetCustomFields: () => '/fleet/custom-fields',
  fleetPlaybooks: () => '/fleet/playbooks',
  fleetReleases: () => '/fleet/releases',
  fleetRelease: (id: string) => `/fleet/releases/${part(id)}`,
  gallery: () => '/gallery',
} as const

/** The instance a page belongs to: the first part of its address. */
export function instanceOf(pathname: string): string {
  return decodeURIComponent(pathname.split('/')[1] ?? '')
}

/** Address below which the instance of the current page answers, without a slash at the end. */
export function instanceBase(): string {
  return `/${part(instanceOf(window.location.pathname))}`
}

/** A path as the browser needs it outside the router. */
export function absolute(path: string): string {
  return instanceBase() + path
}

/**
 * Where to go after signing in. Only a path within this instance is followed, so that a prepared link cannot lead
 * away from the product.
 */
export function returnPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || /^\/[/\\]/.test(wanted) || wanted.startsWith(paths.login())) return paths.home()
  return wanted
}
