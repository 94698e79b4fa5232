import {
  changeLabel as changeContract,
  createLabel as createContract,
  deleteLabel as deleteContract,
  listLabels as listContract,
  previewLabel as previewContract,
} from '@tocsin/contracts/label.ts'
import { type Route, reads, writes } from '../../platform/index.ts'
import { listLabels, previewPattern } from './label-store.ts'
import { changeLabel, createLabel, deleteLabel } from './write-label.ts'

export const labelRoutes: Route[] = [
  reads(listContract, async (tx) => ({ items: await listLabels(tx) })),
  writes(createContract, (tx, { actor, body }) => createLabel(tx, actor, body)),
  reads(previewContract, async (tx, { body }) => ({ preview: await previewPattern(tx, body.pattern, null) })),
  writes(changeContract, (tx, { actor, params, body }) => changeLabel(tx, actor, params.id, body)),
  writes(deleteContract, async (tx, { actor, params }) => {
    await deleteLabel(tx, actor, params.id)
    return undefined
  }),
]
