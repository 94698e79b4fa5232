import {
  CUSTOM_FIELD_LIMIT,
  changeCustomField as changeContract,
  createCustomField as createContract,
  deleteCustomField as deleteContract,
  listCustomFields as listContract,
  orderCustomFields as orderContract,
} from '@tocsin/contracts/custom-field.ts'
import type { SyncState } from '@tocsin/contracts/fleet.ts'
import { listFields as listFieldsContract } from '@tocsin/contracts/incident.ts'
import { Failure, type Route, reads, writes } from '../platform/index.ts'
import { changeCustomField } from './change-custom-field.ts'
import { createCustomField } from './create-custom-field.ts'
import { deleteCustomField } from './delete-custom-field.ts'
import { describeField, toCustomField, toDefaultField } from './field.ts'
import { countFreeSlots, listFields, listFormFields } from './field-store.ts'
import { orderCustomFields } from './order-custom-fields.ts'

export const customFieldRoutes: Route[] = [
  reads(listContract, async (tx, { query }) => {
    const fields = await listFields(tx, query.section)
    const states = await tx.instance.syncStates(tx, 'custom-field')
    return {
      items: fields
        .filter((field) => field.custom)
        .map((field) => ({ ...toCustomField(field), ...syncOf(states.get(field.id)) })),
      defaults: fields.filter((field) => !field.custom).map(toDefaultField),
      limit: CUSTOM_FIELD_LIMIT,
      free: await countFreeSlots(tx, query.section, CUSTOM_FIELD_LIMIT),
    }
  }),
  reads(listFieldsContract, async (tx, { query }) => ({
    items: (await listFormFields(tx, query.section)).map(describeField),
  })),
  writes(createContract, (tx, { actor, query, body }) => {
    const section = body.section ?? query.section
    if (!section) {
      throw new Failure('invalid_input', 'Say in which section: incidents or triage.', [
        { path: 'section', message: 'is missing' },
      ])
    }
    return createCustomField(tx, actor, { ...body, section })
  }),
  writes(orderContract, async (tx, { actor, body }) => ({ items: await orderCustomFields(tx, actor, body) })),
  writes(changeContract, (tx, { actor, params, body }) => changeCustomField(tx, actor, params.id, body)),
  writes(deleteContract, async (tx, { actor, params }) => {
    await deleteCustomField(tx, actor, params.id)
    return undefined
  }),
]

function syncOf(state: SyncState | undefined): { sync?: SyncState } {
  return state === undefined ? {} : { sync: state }
}
