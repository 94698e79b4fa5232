import {
  changeAlertSource as changeSourceContract,
  createAlertSource as createSourceContract,
  listAlertSources as listSourcesContract,
  removeAlertSource as removeSourceContract,
} from '@tocsin/contracts/alert.ts'
import {
  changeAutomationRule as changeContract,
  createAutomationRule as createContract,
  getAutomationRule as getContract,
  listAutomationRules as listContract,
  orderAutomationRules as orderContract,
  removeAutomationRule as removeContract,
} from '@tocsin/contracts/automation-rule.ts'
import { type Route, reads, writes } from '../platform/index.ts'
import { changeAlertSource, createAlertSource, listAlertSources, removeAlertSource } from './alert-source-store.ts'
import { changeRule } from './change-rule.ts'
import { createRule } from './create-rule.ts'
import { orderRules } from './order-rules.ts'
import { removeRule } from './remove-rule.ts'
import { getRule, listRules } from './rule-list.ts'

export const ruleRoutes: Route[] = [
  reads(listSourcesContract, (tx) => listAlertSources(tx)),
  writes(createSourceContract, (tx, { actor, body }) => createAlertSource(tx, actor, body)),
  writes(changeSourceContract, (tx, { actor, params, body }) => changeAlertSource(tx, actor, params.id, body)),
  writes(removeSourceContract, async (tx, { actor, params }) => {
    await removeAlertSource(tx, actor, params.id)
    return undefined
  }),
  reads(listContract, async (tx, { query }) => ({ items: await listRules(tx, query) })),
  writes(orderContract, (tx, { actor, body }) => orderRules(tx, actor, body)),
  reads(getContract, (tx, { params }) => getRule(tx, params.id)),
  writes(createContract, (tx, { actor, body }) => createRule(tx, actor, body)),
  writes(changeContract, (tx, { actor, params, body }) => changeRule(tx, actor, params.id, body)),
  writes(removeContract, async (tx, { actor, params }) => {
    await removeRule(tx, actor, params.id)
    return undefined
  }),
]
