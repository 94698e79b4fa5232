import { randomUUID } from 'node:crypto'
import { type ContentItem, type ContentKind, contentItem, type Dependency, planItem } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type PlaybookGraph, type PlaybookName, playbookNamed } from '@tocsin/engine'
import { listCustomFields } from '../custom-fields/index.ts'
import { listIntegrations, listResources } from '../integrations/index.ts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { insertPlaybook } from './create-playbook.ts'
import { deletePlaybook } from './delete-playbook.ts'
import { fieldKey } from './fields-of-graph.ts'
import { followRename } from './follow-rename.ts'
import { bindCalls } from './playbook-shapes.ts'
import {
  findPlaybookByName,
  findPlaybookOrDeleted,
  findPlaybookRow,
  findPublishedVersion,
  type PlaybookRow,
} from './playbook-store.ts'
import { publishGraph } from './publish-playbook.ts'
import { readGraph } from './read-graph.ts'
import { restorePlaybook } from './restore-playbook.ts'
import { fieldsIn, toLocal, toSymbolic } from './symbolic-fields.ts'

/** A published playbook as it travels: references to fields are symbolic, resources are labels, secrets never go along. */
interface PlaybookBody {
  name: string
  description: string
  type: string | null
  tags: string[]
  killOnError: boolean
  graph: Json
  /** Content ids of what it uses, with their names for people. */
  uses: { kind: string; id: string; name: string; why: string }[]
}

export const playbookContent: ContentKind<Tx, Actor> = {
  kind: 'playbook',
  // FLT-36: what a tenant may bind for itself; the enabled flag is not part of the content at all.
  overridable: ['/graph/nodes/*/resource', '/graph/nodes/*/authorizer', '/graph/nodes/*/inputs/*'],
  async list(tx) {
    const rows = await tx.sql
      .selectFrom('playbooks')
      .selectAll()
      .where('published_version', 'is not', null)
      .where('deleted_at', 'is', null)
      .execute()
    const items = await Promise.all(rows.map((row) => toItem(tx, row)))
    return items.filter((item) => item !== null)
  },
  async export(tx, id) {
    const row = await findPlaybookRow(tx, id)
    return row ? toItem(tx, row) : null
  },
  async plan(tx, item, options) {
    const here = await findHere(tx, item)
    const { write, result: _result, ...plan } = planItem(item.body, here?.item?.body ?? null, options, playbookContent)
    const reasons = write === undefined ? [] : await whatIsMissing(tx, write as unknown as PlaybookBody)
    return { ...plan, reasons: [...plan.reasons, ...reasons] }
  },
  async apply(tx, actor, item, options) {
    const here = await findHere(tx, item)
    const plan = planItem(item.body, here?.item?.body ?? null, options, playbookContent)
    if (plan.verdict === 'conflict' && options.policy === 'stop') {
      throw new Failure(
        'wrong_state',
        `The playbook "${item.name}" was changed here and in the console: ${plan.reasons.join(' ')}`,
      )
    }
    if (here && here.row.id !== item.id) await takeContentId(tx, here.row, item.id)
    const warnings =
      plan.write === undefined ? [] : await write(tx, actor, item.id, plan.write as unknown as PlaybookBody)
    const now = await playbookContent.export(tx, item.id)
    return {
      result: plan.result,
      hash: now?.hash ?? item.hash,
      conflicts: plan.conflicts,
      overridesKept: plan.overridesKept,
      warnings,
    }
  },
  remove: (tx, actor, id) => deletePlaybook(tx, actor, id),
  dependenciesOf: (body) => dependencies(body as unknown as PlaybookBody),
}

function dependencies(body: PlaybookBody): Dependency[] {
  return body.uses.map(({ kind, id, name, why }) => ({ kind, id, name, why }))
}

/** Writes the pushed graph as the next version; runs go on with theirs, a local draft stays (FLT-34, MSSP-34). */
async function write(tx: Tx, actor: Actor, id: string, body: PlaybookBody): Promise<string[]> {
  const unknown = new Set<string>()
  const names = new Map((await allFields(tx)).map((field) => [field.id, field.internalName]))
  const graph = readGraph(toLocal(body.graph, names, unknown))
  if (unknown.size > 0) {
    throw new Failure(
      'wrong_state',
      `The playbook "${body.name}" refers to custom fields that are not here: ${[...unknown].join(', ')}.`,
    )
  }
  await takeBack(tx, actor, id)
  let row = await findPlaybookRow(tx, id)
  const details = {
    name: body.name,
    description: body.description,
    type: body.type,
    tags: body.tags,
    killOnError: body.killOnError,
  }
  if (!row) {
    await insertPlaybook(tx, actor, { id, ...details, graph, origin: { kind: 'mssp', name: actor.name } })
    await tx.sql
      .updateTable('playbooks')
      .set({ draft: null, draft_saved_at: null, draft_saved_by: null, enabled: true })
      .where('id', '=', id)
      .execute()
    row = await findPlaybookRow(tx, id)
  }
  if (!row) throw new Error(`Playbook ${id} vanished while it was written.`)
  await tx.sql
    .updateTable('playbooks')
    .set({
      ...{ name: body.name, description: body.description, type: body.type, tags: JSON.stringify(body.tags) },
      kill_on_error: body.killOnError,
      origin: JSON.stringify({ kind: 'mssp', name: actor.name }),
    })
    .where('id', '=', id)
    .execute()
  if (row.name !== body.name) await followRename(tx, row.name, body.name)
  await publishGraph(tx, actor, row, graph, `Pushed by ${actor.name}`, await bindPushed(tx, body, graph))
  return whatIsMissing(tx, body)
}

/** Resources that the nodes name and this instance does not have (MSSP-35). */
async function whatIsMissing(tx: Tx, body: PlaybookBody): Promise<string[]> {
  const resources = (await listResources(tx)).items
  const graph = readGraph(body.graph)
  return graph.nodes.flatMap((node) => {
    if (node.kind !== 'action' || node.resource?.ref !== 'const') return []
    const label = String(node.resource.value ?? '')
    if (label === '' || resources.some((each) => each.integration === node.integration && each.label === label))
      return []
    return [`"${node.name}" uses the resource "${label}" of ${node.integration}, which is not here yet.`]
  })
}

async function allFields(tx: Tx) {
  return [...(await listCustomFields(tx, 'incidents')), ...(await listCustomFields(tx, 'triage'))]
}

async function findHere(tx: Tx, item: ContentItem): Promise<{ row: PlaybookRow; item: ContentItem | null } | null> {
  const row = (await findPlaybookRow(tx, item.id)) ?? (await findPlaybookByName(tx, item.name))
  return row ? { row, item: await toItem(tx, row) } : null
}

/** A playbook of the same name that was not pushed before: from now on it is known by the console's content id. */
async function takeContentId(tx: Tx, row: PlaybookRow, id: string): Promise<void> {
  // One that was deleted here may still hold the id; it stays restorable under another.
  if (await findPlaybookOrDeleted(tx, id)) {
    await tx.sql.updateTable('playbooks').set({ id: randomUUID() }).where('id', '=', id).execute()
  }
  await tx.sql.updateTable('playbooks').set({ id }).where('id', '=', row.id).execute()
}

/** A pushed playbook that was deleted here comes back, enabled like a new one. */
async function takeBack(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await findPlaybookOrDeleted(tx, id)
  if (!row?.deleted_at) return
  await restorePlaybook(tx, actor, id)
  await tx.sql.updateTable('playbooks').set({ enabled: true }).where('id', '=', id).execute()
}

async function toItem(tx: Tx, row: PlaybookRow): Promise<ContentItem | null> {
  // The name that a playbook got later, or has at a tenant, makes no other content.
  const published = await findPublishedVersion(tx, row)
  if (!published) return null
  const fields = await allFields(tx)
  const graph = toSymbolic(
    published.graph as unknown as Json,
    new Map(fields.map((field) => [fieldKey(field), field.id])),
  )
  const uses = [
    ...(await usedIntegrations(tx, published.graph)),
    ...usedPlaybooks(published),
    ...usedFields(graph, fields),
  ]
  const body: PlaybookBody = {
    name: row.name,
    description: row.description,
    type: row.type,
    tags: row.tags,
    killOnError: row.kill_on_error,
    graph,
    uses,
  }
  return contentItem({
    kind: 'playbook',
    id: row.id,
    name: row.name,
    body: body as unknown as Json,
    dependsOn: dependencies(body),
  })
}

/** Nested playbooks go along, with all that they use themselves. */
function usedPlaybooks({ graph, calls }: { graph: PlaybookGraph; calls: PlaybookName[] }): PlaybookBody['uses'] {
  return calls.map(({ id, name }) => {
    const node = graph.nodes.find((each) => 'playbook' in each && each.playbook.toLowerCase() === name.toLowerCase())
    return { kind: 'playbook', id, name, why: `node ${node?.name || name} runs it` }
  })
}

/** The nested playbooks of a pushed graph: by their content ids, whatever they are called here, else by their names. */
async function bindPushed(tx: Tx, body: PlaybookBody, graph: PlaybookGraph): Promise<PlaybookName[]> {
  const byName = await bindCalls(tx, graph)
  const known: PlaybookName[] = []
  for (const { kind, id, name } of body.uses) {
    if (kind === 'playbook' && (await findPlaybookRow(tx, id))) known.push({ id, name })
  }
  return [...known, ...byName.filter((call) => !playbookNamed(call.name, known))]
}

async function usedIntegrations(tx: Tx, graph: PlaybookGraph): Promise<PlaybookBody['uses']> {
  const { items } = await listIntegrations(tx)
  const used = new Map<string, PlaybookBody['uses'][number]>()
  for (const node of graph.nodes) {
    if (node.kind !== 'action' || used.has(node.integration)) continue
    const integration = items.find((each) => each.name === node.integration || each.officialName === node.integration)
    if (!integration) continue
    used.set(node.integration, {
      kind: 'integration',
      id: integration.id,
      name: integration.name,
      why: `node ${node.name || node.action} runs its action ${node.action}`,
    })
  }
  return [...used.values()].sort((a, b) => a.id.localeCompare(b.id))
}

function usedFields(graph: Json, fields: readonly { id: string; name: string }[]): PlaybookBody['uses'] {
  const names = new Map(fields.map((field) => [field.id, field.name]))
  return fieldsIn(graph).flatMap((id) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ kind: 'custom-field', id, name, why: 'a node refers to this field' }]
  })
}
