import { COMPATIBLE_BASE } from '@tocsin/contracts/compatibility.ts'
import { identifyProgram } from '../access/index.ts'
import type { ServerModule } from '../platform/index.ts'
import { describeFailure } from './describe-failure.ts'
import { playbookCalls } from './playbook-calls.ts'

/** Calls as clients of the original make them, below `/<instance>/api/csoar/v3` (API-01, API-08, API-11). Owns nothing. */
export const compatibility: ServerModule = {
  name: 'compatibility',
  dialect: {
    base: COMPATIBLE_BASE,
    routes: playbookCalls,
    identify: identifyProgram,
    describeFailure,
    challenge: 'Basic realm="id and key of an API key", charset="UTF-8"',
  },
}
