import type { PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import { type Actor, may, type Tx } from '../platform/index.ts'
import { toPlaybook } from './playbook-list.ts'
import { findPublishedGraph, getPlaybookOrDeleted, type PlaybookRow } from './playbook-store.ts'
import { findProblems } from './read-graph.ts'

/** One playbook with all that the editor opens; a deleted one can be looked at. */
export async function getPlaybook(tx: Tx, actor: Actor, id: string): Promise<PlaybookDetail> {
  const row = await getPlaybookOrDeleted(tx, id)
  const published = await findPublishedGraph(tx, row)
  const current = row.draft ?? published?.graph ?? null
  const problems = current ? await findProblems(tx, current, row) : []
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const edit = editAbility(actor, row)
  return {
    ...toPlaybook(row),
    graph: published?.graph ?? null,
    draft:
      row.draft && row.draft_saved_at && row.draft_saved_by
        ? {
            graph: row.draft,
            revision: row.draft_revision,
            savedAt: row.draft_saved_at.toISOString(),
            savedBy: row.draft_saved_by,
          }
        : null,
    problems,
    abilities: {
      edit,
      publish: publishAbility(edit, row, errors),
      run: runAbility(actor, row),
    },
  }
}

function editAbility(actor: Actor, row: PlaybookRow): true | string {
  if (!may(actor, 'playbook.configure')) return 'Your profile may not configure playbooks.'
  return row.deleted_at === null || 'It was deleted. Restore it to change it.'
}

function publishAbility(edit: true | string, row: PlaybookRow, errors: number): true | string {
  if (edit !== true) return edit
  if (!row.draft) return 'There is no draft to publish.'
  return errors === 0 || `The draft has ${errors} ${errors === 1 ? 'error' : 'errors'}; see the list of problems.`
}

function runAbility(actor: Actor, row: PlaybookRow): true | string {
  if (!may(actor, 'incident-playbook.edit')) return 'Your profile may not start playbooks.'
  if (row.deleted_at !== null) return 'It was deleted.'
  if (row.published_version === null) return 'It was never published; use a test run.'
  return row.enabled || 'It is disabled.'
}
