import { IconFilterExclamation } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { getTriageEvent } from '@tocsin/contracts/triage-event.ts'
import { asQuery } from '../api/index.ts'
import { fieldsQuery } from '../custom-fields/index.ts'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const triageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.triage(),
  beforeLoad: needs('triage.view'),
  loader: ({ context }) => context.queryClient.ensureQueryData(fieldsQuery('triage')),
  component: lazyRouteComponent(() => import('./TriagePage.tsx'), 'TriagePage'),
})

const triageEventRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.triage()}/$id`,
  beforeLoad: needs('triage.access'),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(asQuery(getTriageEvent, { params: { id: params.id } })),
  component: lazyRouteComponent(() => import('./TriageEventPage.tsx'), 'TriageEventPage'),
})

export const screens: Screens = {
  routes: [triageRoute, triageEventRoute],
  menu: [
    {
      group: 'main',
      order: 40,
      label: { en: 'Triage', fr: 'Triage' },
      icon: IconFilterExclamation,
      path: paths.triage(),
      capability: 'triage.view',
      keywords: 'events grab convert discard',
    },
  ],
}
