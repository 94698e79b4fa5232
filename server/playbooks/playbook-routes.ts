import {
  changePlaybook as changeContract,
  clonePlaybook as cloneContract,
  createPlaybook as createContract,
  deletePlaybook as deleteContract,
  disablePlaybook as disableContract,
  discardPlaybookDraft as discardContract,
  enablePlaybook as enableContract,
  exportPlaybook as exportContract,
  getPlaybook as getContract,
  importPlaybooks as importContract,
  listPlaybooks as listContract,
  publishPlaybook as publishContract,
  purgePlaybook as purgeContract,
  restorePlaybook as restoreContract,
  savePlaybookDraft as saveDraftContract,
  listPlaybookTypes as typesContract,
  listPlaybookUses as usesContract,
  getPlaybookVersion as versionContract,
  listPlaybookVersions as versionsContract,
} from '@tocsin/contracts/playbook.ts'
import { listPlaybookShapes as shapesContract } from '@tocsin/contracts/playbook-shape.ts'
import { handles, type Route, reads, writes } from '../platform/index.ts'
import { changePlaybook } from './change-playbook.ts'
import { clonePlaybook } from './clone-playbook.ts'
import { createPlaybook } from './create-playbook.ts'
import { deletePlaybook, purgePlaybook } from './delete-playbook.ts'
import { setPlaybookEnabled } from './enable-playbook.ts'
import { exportPlaybook } from './export-playbook.ts'
import { importPlaybooks } from './import-playbook.ts'
import { getPlaybook } from './playbook-detail.ts'
import { listPlaybooks, listPlaybookTypes } from './playbook-list.ts'
import { listPlaybookShapes } from './playbook-shapes.ts'
import { listPlaybookUses } from './playbook-uses.ts'
import { getPlaybookVersion, listPlaybookVersions } from './playbook-versions.ts'
import { publishPlaybook } from './publish-playbook.ts'
import { restorePlaybook } from './restore-playbook.ts'
import { discardDraft, saveDraft } from './save-draft.ts'

export const playbookRoutes: Route[] = [
  reads(listContract, (tx, { actor, query }) => listPlaybooks(tx, actor, query)),
  reads(shapesContract, async (tx) => ({ items: await listPlaybookShapes(tx) })),
  reads(typesContract, (tx) => listPlaybookTypes(tx)),
  writes(createContract, (tx, { actor, body }) => createPlaybook(tx, actor, body)),
  reads(getContract, (tx, { actor, params }) => getPlaybook(tx, actor, params.id)),
  writes(changeContract, (tx, { actor, params, body }) => changePlaybook(tx, actor, params.id, body)),
  writes(saveDraftContract, (tx, { actor, params, body }) => saveDraft(tx, actor, params.id, body)),
  writes(discardContract, async (tx, { actor, params }) => {
    await discardDraft(tx, actor, params.id)
    return undefined
  }),
  writes(publishContract, async (tx, { actor, params, body }) => {
    await publishPlaybook(tx, actor, params.id, body)
    return getPlaybook(tx, actor, params.id)
  }),
  writes(cloneContract, (tx, { actor, params, body }) => clonePlaybook(tx, actor, params.id, body.name)),
  writes(enableContract, (tx, { actor, params }) => setPlaybookEnabled(tx, actor, params.id, true)),
  writes(disableContract, (tx, { actor, params }) => setPlaybookEnabled(tx, actor, params.id, false)),
  writes(deleteContract, async (tx, { actor, params }) => {
    await deletePlaybook(tx, actor, params.id)
    return undefined
  }),
  writes(restoreContract, (tx, { actor, params, body }) => restorePlaybook(tx, actor, params.id, body.name)),
  writes(purgeContract, async (tx, { actor, params }) => {
    await purgePlaybook(tx, actor, params.id)
    return undefined
  }),
  reads(usesContract, (tx, { params }) => listPlaybookUses(tx, params.id)),
  reads(versionsContract, (tx, { params }) => listPlaybookVersions(tx, params.id)),
  reads(versionContract, (tx, { params }) => getPlaybookVersion(tx, params.id, params.number)),
  handles(importContract, ({ instance, actor, query, body, requestId }) => {
    const bytes =
      body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''))
    return importPlaybooks(instance, actor, bytes, { ...query, requestId })
  }),
  handles(exportContract, async ({ instance, params, query, reply }) => {
    const file = await instance.database.read((tx) => exportPlaybook(tx, params.id, query.format))
    reply.header('content-disposition', `attachment; filename="${file.name}"`).type(file.type)
    return file.bytes
  }),
]
