import { listGroupUses as groupUsesContract } from '@tocsin/contracts/group.ts'
import { testNode as testNodeContract } from '@tocsin/contracts/node-test.ts'
import { listPlaybookValues as valuesContract } from '@tocsin/contracts/playbook.ts'
import {
  answerNode as answerContract,
  attachPlaybooks as attachContract,
  detachPlaybook as detachContract,
  downloadRunResults as downloadContract,
  getRun as getRunContract,
  getRunNode as getRunNodeContract,
  listIncidentPlaybooks as incidentPlaybooksContract,
  listIncidentRuns as incidentRunsContract,
  killRun as killContract,
  listRuns as listRunsContract,
  listOperations as operationsContract,
  rerunNode as rerunContract,
  rerunRun as rerunRunContract,
  startRun as startContract,
  listTriageEventRuns as triageRunsContract,
} from '@tocsin/contracts/run.ts'
import { findIncidentForRun } from '../incidents/index.ts'
import { handles, type Route, reads, untilGone, writes, writesTogether } from '../platform/index.ts'
import { answerNode } from './answer-node.ts'
import { attachPlaybooks, detachPlaybook } from './attach-playbooks.ts'
import { downloadResults } from './download-results.ts'
import { listGroupUses } from './group-uses.ts'
import { listIncidentPlaybooks } from './incident-playbooks.ts'
import { listOperations } from './operations.ts'
import { killRun, rerunNode } from './order-run.ts'
import { listPlaybookValues } from './playbook-values.ts'
import { rerunRun } from './rerun-run.ts'
import { getRun, getRunNode } from './run-detail.ts'
import { listRuns, listRunsOf } from './run-list.ts'
import { startRuns } from './start-run.ts'
import { testNode } from './test-node.ts'
import { findTriageEventForRun } from './triage-subject.ts'

export const runRoutes: Route[] = [
  writesTogether(startContract, (tx, calls) =>
    startRuns(
      tx,
      calls.map(({ actor, params, body, requestId }) => ({
        actor,
        request: { playbookId: params.id, ...body },
        requestId,
      })),
    ),
  ),
  reads(groupUsesContract, (tx, { params }) => listGroupUses(tx, params.id)),
  reads(listRunsContract, (tx, { actor, query }) => listRuns(tx, actor, query)),
  reads(incidentRunsContract, async (tx, { actor, params }) => {
    await findIncidentForRun(tx, actor, params.id)
    return listRunsOf(tx, { kind: 'incidents', id: params.id })
  }),
  reads(incidentPlaybooksContract, (tx, { actor, params }) => listIncidentPlaybooks(tx, actor, params.id)),
  writes(attachContract, async (tx, { actor, params, body }) => {
    await attachPlaybooks(tx, actor, params.id, body.playbooks)
    return listIncidentPlaybooks(tx, actor, params.id)
  }),
  writes(detachContract, async (tx, { actor, params }) => {
    await detachPlaybook(tx, actor, params.id, params.playbookId)
    return undefined
  }),
  reads(triageRunsContract, async (tx, { actor, params }) => {
    await findTriageEventForRun(tx, actor, params.id)
    return listRunsOf(tx, { kind: 'triage-events', id: params.id })
  }),
  reads(getRunContract, (tx, { actor, params }) => getRun(tx, actor, params.id)),
  reads(getRunNodeContract, (tx, { actor, params, query }) => getRunNode(tx, actor, params.id, params.nodeId, query)),
  writes(killContract, async (tx, { actor, params }) => {
    await killRun(tx, actor, params.id)
    return { id: params.id }
  }),
  writes(rerunContract, async (tx, { actor, params, body }) => {
    await rerunNode(tx, actor, params.id, params.nodeId, body.scope)
    return { id: params.id }
  }),
  writes(rerunRunContract, (tx, { actor, params, body }) => rerunRun(tx, actor, params.id, body.version)),
  handles(downloadContract, async ({ instance, actor, params, query, reply }) => {
    const { name, content } = await downloadResults(instance, actor, params.id, query.node)
    reply.header('content-disposition', `attachment; filename="${name}"`).type('application/json')
    return content
  }),
  writes(answerContract, async (tx, { actor, params, body }) => {
    await answerNode(tx, actor, params.id, params.nodeId, body)
    return { id: params.id }
  }),
  handles(testNodeContract, ({ instance, actor, params, body, request }) =>
    testNode(instance, actor, params, body.values, untilGone(request)),
  ),
  reads(valuesContract, (tx, { actor, params }) => listPlaybookValues(tx, actor, params.id)),
  reads(operationsContract, (tx, { actor, query }) => listOperations(tx, actor, query.of)),
]
