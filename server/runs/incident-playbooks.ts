import type { Ability } from '@tocsin/contracts'
import type { IncidentPlaybook, Run } from '@tocsin/contracts/run.ts'
import type { Selectable } from 'kysely'
import { findIncidentForRun } from '../incidents/index.ts'
import { type Actor, may, type Tx } from '../platform/index.ts'
import { listRunsOf } from './run-list.ts'
import type { IncidentPlaybookTable } from './tables.ts'

type Attached = Selectable<IncidentPlaybookTable>
interface Known {
  id: string
  name: string
  type: string | null
  enabled: boolean
  published_version: number | null
  deleted_at: Date | null
}

/** The playbooks of an incident, attached or run, each with its latest run; what waits to be started comes first (IPB-01). */
export async function listIncidentPlaybooks(tx: Tx, actor: Actor, id: string): Promise<{ items: IncidentPlaybook[] }> {
  await findIncidentForRun(tx, actor, id)
  const attached = await tx.sql
    .selectFrom('incident_playbooks')
    .selectAll()
    .where('incident_id', '=', Number(id))
    .orderBy('attached_at')
    .execute()
  const runs = new Map<string, Run[]>()
  for (const run of (await listRunsOf(tx, { kind: 'incidents', id })).items) {
    // What another playbook runs is found in the run of that one.
    if (run.origin.kind === 'parent') continue
    runs.set(run.playbookId, [...(runs.get(run.playbookId) ?? []), run])
  }
  const ids = [...new Set([...attached.map((each) => each.playbook_id), ...runs.keys()])]
  const known = await readPlaybooks(tx, ids)
  const items = ids.map((each) =>
    describe(actor, each, {
      attached: attached.find(({ playbook_id }) => playbook_id === each),
      playbook: known.get(each),
      runs: runs.get(each) ?? [],
    }),
  )
  return { items: items.sort((one, other) => rank(one) - rank(other)) }
}

function rank({ latestRun }: IncidentPlaybook): number {
  return latestRun === null ? Number.NEGATIVE_INFINITY : -Date.parse(latestRun.queuedAt)
}

async function readPlaybooks(tx: Tx, ids: readonly string[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql
    .selectFrom('playbooks')
    .select(['id', 'name', 'type', 'enabled', 'published_version', 'deleted_at'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function describe(
  actor: Actor,
  playbookId: string,
  found: { attached: Attached | undefined; playbook: Known | undefined; runs: Run[] },
): IncidentPlaybook {
  const { attached, playbook, runs } = found
  const [latestRun = null] = runs
  const edit: Ability = may(actor, 'incident-playbook.edit') || 'Your profile may not start playbooks.'
  return {
    playbookId,
    name: playbook?.name ?? latestRun?.playbook ?? playbookId,
    type: playbook?.type ?? null,
    status: latestRun?.status ?? 'not_executed',
    latestRun,
    runs: runs.length,
    attachedAt: attached?.attached_at.toISOString() ?? null,
    attachedBy: attached?.attached_by ?? null,
    autorun: attached?.autorun ?? false,
    problem: latestRun === null ? (attached?.problem ?? null) : null,
    abilities: {
      run: edit === true ? runAbility(playbook) : edit,
      detach: edit === true && runs.length > 0 ? 'It ran for this incident; its runs stay.' : edit,
    },
  }
}

function runAbility(playbook: Known | undefined): Ability {
  if (!playbook || playbook.deleted_at !== null) return 'The playbook was deleted.'
  if (playbook.published_version === null) return 'The playbook was never published.'
  return playbook.enabled || 'The playbook is disabled.'
}
