import {
  changePlaybook as changeContract,
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
  savePlaybookDraft as saveDraftContract,
  listPlaybookVersions as versionsContract,
} from '@tocsin/contracts/playbook.ts'
import { handles, type Route, reads, writes } from '../platform/index.ts'
import { changePlaybook } from './change-playbook.ts'
import { createPlaybook } from './create-playbook.ts'
import { deletePlaybook } from './delete-playbook.ts'
import { setPlaybookEnabled } from './enable-playbook.ts'
import { exportPlaybook } from './export-playbook.ts'
import { importPlaybooks } from './import-playbook.ts'
import { getPlaybook, listPlaybooks, listPlaybookVersions } from './playbook-list.ts'
import { publishPlaybook } from './publish-playbook.ts'
import { discardDraft, saveDraft } from './save-draft.ts'

export const playbookRoutes: Route[] = [
  reads(listContract, (tx, { query }) => listPlaybooks(tx, query)),
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
  writes(enableContract, (tx, { actor, params }) => setPlaybookEnabled(tx, actor, params.id, true)),
  writes(disableContract, (tx, { actor, params }) => setPlaybookEnabled(tx, actor, params.id, false)),
  writes(deleteContract, async (tx, { actor, params }) => {
    await deletePlaybook(tx, actor, params.id)
    return undefined
  }),
  reads(versionsContract, (tx, { params }) => listPlaybookVersions(tx, params.id)),
  handles(importContract, ({ instance, actor, query, body, requestId }) => {
    const bytes =
      body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''))
    return importPlaybooks(instance, actor, bytes, query.collision, requestId)
  }),
  handles(exportContract, async ({ instance, params, query, reply }) => {
    const file = await instance.database.read((tx) => exportPlaybook(tx, params.id, query.format))
    reply.header('content-disposition', `attachment; filename="${file.name}"`).type(file.type)
    return file.bytes
  }),
]
