import type { Json, ResponseOf } from '@tocsin/contracts'
import type { listPlaybookValues as contract } from '@tocsin/contracts/playbook.ts'
import { readRun } from '@tocsin/engine/stores/postgres/read-run.ts'
import { listFields } from '../custom-fields/index.ts'
import { listIncidents, readIncidentScope } from '../incidents/index.ts'
import { type Actor, may, queryable, type Tx } from '../platform/index.ts'
import { getPlaybookRow } from '../playbooks/index.ts'

type Values = ResponseOf<typeof contract>

/** Names that rules and people commonly use, offered before there is any incident that has them. */
const commonArtifacts = ['sourceAddress', 'destinationAddress', 'hostname', 'url', 'userName', 'fileHash']

/** What the value picker offers beside the graph, with samples from what happened last (PLC-01, PLC-06). */
export async function listPlaybookValues(tx: Tx, actor: Actor, playbookId: string): Promise<Values> {
  await getPlaybookRow(tx, playbookId)
  const latest = await latestIncident(tx, actor)
  const incidentFields = await listFields(tx, 'incidents')
  const triageFields = await listFields(tx, 'triage')
  const artifacts = latest?.artifact ?? {}
  return {
    incident: incidentFields.map((field) => ({
      path: field.internalName,
      label: field.name,
      sample: latest?.incident[field.internalName] ?? null,
    })),
    triage: triageFields.map((field) => ({ path: field.internalName, label: field.name, sample: null })),
    artifact: [...new Set([...Object.keys(artifacts), ...commonArtifacts])].map((name) => ({
      path: name,
      label: name,
      sample: artifacts[name] ?? null,
    })),
    nodes: may(actor, 'incident-playbook.access') ? await lastOutputs(tx, playbookId) : {},
  }
}

async function latestIncident(tx: Tx, actor: Actor) {
  if (!may(actor, 'incident.access')) return null
  const { items } = await listIncidents(tx, actor, { limit: 1 })
  const [first] = items
  return first ? readIncidentScope(tx, first.id) : null
}

/** The last real output of each node, from the newest run. */
async function lastOutputs(tx: Tx, playbookId: string): Promise<Record<string, Json>> {
  const newest = await tx.sql
    .selectFrom('runs')
    .select('id')
    .where('playbook_id', '=', playbookId)
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const detail = newest ? await readRun(queryable(tx), newest.id) : null
  const outputs = (detail?.nodes ?? []).flatMap((node): [string, Json][] => {
    const output = node.iterations.find((iteration) => iteration.result?.output !== undefined)?.result?.output
    return output === undefined ? [] : [[node.id, output as Json]]
  })
  return Object.fromEntries(outputs)
}
