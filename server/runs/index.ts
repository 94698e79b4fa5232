import type { ServerModule } from '../platform/index.ts'
import { startAutorunPlaybooks } from './autorun.ts'
import { answerRoutes } from './by-mail/answer-routes.ts'
import { askByMail, askByMailWhenOpened, withdrawWhenClosed } from './by-mail/ask-by-mail.ts'
import { tellOfManyErrors } from './by-mail/many-errors.ts'
import { tellOfErrors, tellOfErrorsWhenEnded } from './by-mail/tell-of-errors.ts'
import { lookAgainAfterChange } from './look-again.ts'
import { runRoutes } from './run-routes.ts'
import { answerWithTask } from './run-tasks.ts'
import { workOnRuns } from './run-work.ts'
import './by-mail/tables.ts'
import './tables.ts'

/**
 * Owns runs and what they wait for; listens to IncidentCreated for autorun playbooks. Announces
 * PlaybookExecutionCreated, …Started, …Updated, AutomationActionUpdated, PlaybookWaitOpened, PlaybookWaitClosed,
 * PlaybookChoiceAnsweredByMail, PlaybookChoiceNotMailed, PlaybookErrorsNotMailed.
 */
export const runs: ServerModule = {
  name: 'runs',
  routes: runRoutes,
  subscriptions: [
    startAutorunPlaybooks,
    answerWithTask,
    lookAgainAfterChange,
    askByMailWhenOpened,
    withdrawWhenClosed,
    tellOfErrorsWhenEnded,
  ],
  jobs: [askByMail, tellOfErrors, tellOfManyErrors],
  extend: answerRoutes,
  work: workOnRuns,
}

export { createRunHost } from './run-host.ts'
export { listRuns } from './run-list.ts'
export { startRun } from './start-run.ts'
