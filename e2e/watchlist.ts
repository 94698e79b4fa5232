import { readFileSync } from 'node:fs'
import { type ApiClient, eventually } from '@tocsin/testkit'
import { type Answered, made } from './fleet.ts'

const file = (name: string) => new URL(`fixtures/${name}`, import.meta.url)
export const INTEGRATION_FILE = file('watchlist.integration.yaml')
export const ACTION_FILE = file('watchlist-look-up.action.yaml')
export const LISTED = '198.51.100.23'

/** The id of the integration Watchlist, with its action, brought by its files (INT-06). */
export async function importWatchlist(client: ApiClient): Promise<string> {
  const yaml = { 'content-type': 'application/yaml' }
  const imported = await client.post('/integrations/import', readFileSync(INTEGRATION_FILE, 'utf8'), yaml)
  if (imported.status !== 201) throw new Error(`Import: ${JSON.stringify(imported.body)}`)
  const { id } = imported.body.integration
  const action = await client.post(`/integrations/${id}/actions/import`, readFileSync(ACTION_FILE, 'utf8'), yaml)
  if (action.status !== 201) throw new Error(`Import of the action: ${JSON.stringify(action.body)}`)
  return id
}

/** Adds the resource "Own list" with LISTED on it. */
export async function addList(client: ApiClient, integrationId: string): Promise<void> {
  const settings = { entries: LISTED, token: 'a secret of this instance' }
  await made(client, `/integrations/${integrationId}/resources`, { label: 'Own list', settings })
}

const step = (number: number) => `00000000-0000-4000-8000-00000000e00${number}`
export const LOOK_UP_NODE = step(2)

/** Looks up the address that a field of the incident holds. */
export function lookUpGraph(field: string) {
  const nodes = [
    { id: step(1), kind: 'start', name: 'START' },
    {
      ...{ id: LOOK_UP_NODE, kind: 'action', name: 'Look up', integration: 'Watchlist', action: 'Look Up Address' },
      ...{ actionType: 'Enrichment', resource: { ref: 'const', value: 'Own list' } },
      inputs: { address: { ref: 'incident', path: field } },
    },
    { id: step(3), kind: 'end', name: 'END' },
  ]
  const link = (number: number, from: string, to: string) => ({
    id: step(number),
    source: { id: from, port: 'out' },
    target: { id: to, port: 'in' },
  })
  return { nodes, links: [link(4, step(1), LOOK_UP_NODE), link(5, LOOK_UP_NODE, step(3))] }
}

/** Waits for the end of a run and gives it, whatever the end is. */
export async function endedRun(client: ApiClient, id: string): Promise<Answered> {
  return eventually(
    async () => {
      const { body } = await client.get(`/runs/${id}`)
      return body.finishedAt !== null && body
    },
    `the end of run ${id}`,
    60_000,
  )
}
