import { machineActor, type ServerModule } from '../platform/index.ts'
import { issueConnectToken } from './connect-guest.ts'
import { connectRoute } from './connect-route.ts'
import { endGuestSessions } from './guest-account.ts'
import { membershipRoutes } from './membership-routes.ts'
import { planContent } from './plan-content.ts'
import { reportInventoryJob, watchContent } from './report-inventory.ts'
import { takeRelease } from './take-release.ts'
import { takeRollback } from './take-rollback.ts'
import './tables.ts'
import { requestSync, tellGrants } from './tell-console.ts'
import { retellRenamedValues, syncFactsJob, tellIncidentFact } from './tell-facts.ts'
import { acceptOverrides, tellItem } from './tell-item.ts'

const membershipActor = machineActor({ kind: 'system', id: 'membership', name: 'MSSP' }, [])

/**
 * This instance as a tenant: what its MSSP may do, the releases it takes, the figures it tells, the MSSP's staff it
 * lets in. Owns what was last pushed here and guest accounts. Announces GrantsChanged, ReleaseTaken, ReleaseRolledBack, OverridesAccepted,
 * ConnectTokenIssued, MsspConnected; listens to pairings and incidents.
 */
export const membership: ServerModule = {
  name: 'membership',
  routes: membershipRoutes,
  messages: { taken: [takeRelease, takeRollback, planContent, tellItem, acceptOverrides, issueConnectToken] },
  jobs: [reportInventoryJob, syncFactsJob],
  extend: connectRoute,
  subscriptions: [
    tellIncidentFact,
    retellRenamedValues,
    watchContent,
    {
      name: 'membership-tell-new-console',
      events: ['PairingActivated'],
      async within(tx, { subject }) {
        if (subject.kind !== 'pairings') return
        const { grants } = await tx.sql
          .selectFrom('link_pairings')
          .select('grants')
          .where('id', '=', subject.id)
          .executeTakeFirstOrThrow()
        await tellGrants(tx, subject.id, grants)
        await requestSync(tx, subject.id)
      },
    },
    {
      name: 'membership-forget-console',
      events: ['PairingEnded'],
      async within(tx, { subject }) {
        if (subject.kind === 'pairings') await endGuestSessions(tx, membershipActor, subject.id, false)
      },
    },
  ],
}

export { offerPairing } from './offer-pairing.ts'
