import type { JsonRecord } from '../yaml/record-reader.ts'
import { writeGroup } from './condition-rows.ts'
import type { ConditionStep, UserChoiceStep } from './exchange-playbook.ts'
import { plainText, referenceKey } from './expressions.ts'
import type { GraphConditionNode, GraphUserChoiceNode } from './graph-document.ts'
import { jsonRecord } from './json-record.ts'
import { secondsOf, usualUnit } from './seconds-of.ts'

type Own<Step> = Omit<Step, 'id' | 'position' | 'extra'>

export function conditionStep(node: GraphConditionNode): Own<ConditionStep> {
  return {
    kind: 'condition',
    stepType: 'condition',
    actionTitle: node.name,
    multiple_conditions: node.branches.map((branch) => ({
      port: branch.name,
      ...writeGroup(branch),
      extra: jsonRecord(branch.extra),
    })),
    inPorts: ['in'],
    outPorts: [...node.branches.map(({ name }) => name), 'failure'],
  }
}

export function userChoiceStep(node: GraphUserChoiceNode, kept: JsonRecord): Omit<UserChoiceStep, 'id' | 'position'> {
  const { expiresUnit, expiresValueRaw, expiresValue, expiresDefault, ...extra } = kept
  const unit = typeof expiresUnit === 'string' ? expiresUnit : ''
  const unused = {
    expiresUnit: unit,
    expiresValueRaw: typeof expiresValueRaw === 'number' ? expiresValueRaw : null,
    expiresValue: typeof expiresValue === 'number' ? expiresValue : null,
    expiresDefault: typeof expiresDefault === 'string' ? expiresDefault : '',
  }
  return {
    kind: 'user-choice',
    stepType: 'user-choice',
    actionTitle: node.name,
    title: node.title,
    question: node.question,
    answers: node.answers,
    authorizer: plainText(node.authorizer),
    expires: node.expires !== null,
    ...(node.expires ? expiry(node.expires, unit) : unused),
    sendMail: node.answerByMail,
    answerBySlack: node.answerBySlack,
    hideAdditionalInfo: node.hideAdditionalInfo,
    x_bindings: referenceKey('authorizer', node.authorizer),
    inPorts: ['in'],
    outPorts: node.answers,
    extra,
  }
}

/** In the unit of the file where it divides, else in the largest that does. */
function expiry(expires: { seconds: number; default: string }, given: string) {
  const divides = expires.seconds % (secondsOf(given) ?? Number.POSITIVE_INFINITY) === 0
  const unit = divides ? given : usualUnit(expires.seconds)
  return {
    expiresUnit: unit,
    expiresValueRaw: expires.seconds / (secondsOf(unit) ?? 1),
    expiresValue: expires.seconds,
    expiresDefault: expires.default,
  }
}
