import {
  deleteCompatiblePlaybook as deleteContract,
  putCompatiblePlaybook as putContract,
} from '@tocsin/contracts/compatibility.ts'
import { handles, type Route, requireCapability, writes } from '../platform/index.ts'
import { deletePlaybookByName, putPlaybook, readPutBody } from '../playbooks/index.ts'
import { describePlaybook } from './describe-playbook.ts'

const right = 'playbook.configure'

export const playbookCalls: Route[] = [
  handles(putContract, async ({ instance, actor, body, requestId }) => {
    requireCapability(actor, right, 'change playbooks')
    const change = readPutBody(body instanceof Uint8Array ? body : new Uint8Array())
    return instance.database.write(async (tx) => {
      const { id, warnings } = await putPlaybook(tx, actor, change)
      return describePlaybook(tx, id, warnings)
    }, requestId)
  }),
  writes(deleteContract, async (tx, { actor, query }) => {
    requireCapability(actor, right, 'delete playbooks')
    await deletePlaybookByName(tx, actor, query.name)
    return undefined
  }),
]
