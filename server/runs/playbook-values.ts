import type { ResponseOf } from '@tocsin/contracts'
import type { listPlaybookValues as contract } from '@tocsin/contracts/playbook.ts'
import { listFields } from '../custom-fields/index.ts'
import { listIncidents, readIncidentScope } from '../incidents/index.ts'
import { type Actor, may, type Tx } from '../platform/index.ts'
import { getPlaybookRow } from '../playbooks/index.ts'
import { readSampleValues, type SampleValues } from './sample-values.ts'

type Values = ResponseOf<typeof contract>

/** Names that rules and people commonly use, offered before there is any incident that has them. */
const commonArtifacts = ['sourceAddress', 'destinationAddress', 'hostname', 'url', 'userName', 'fileHash']

const noSamples: SampleValues = { nodes: {}, nodeInputs: {}, input: null }

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
    ...(may(actor, 'incident-playbook.access') ? await readSampleValues(tx, playbookId) : noSamples),
  }
}

async function latestIncident(tx: Tx, actor: Actor) {
  if (!may(actor, 'incident.access')) return null
  const { items } = await listIncidents(tx, actor, { limit: 1 })
  const [first] = items
  return first ? readIncidentScope(tx, first.id) : null
}
