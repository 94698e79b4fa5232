import { readGroup } from './condition-rows.ts'
import { type Conversion, extraKey } from './conversion.ts'
import type { ConditionStep, ExchangeBranch, UserChoiceStep } from './exchange-playbook.ts'
import { stepName } from './exchange-playbook.ts'
import { constant, readExpression } from './expressions.ts'
import type { GraphBranch, GraphConditionNode, GraphUserChoiceNode } from './graph-document.ts'
import { filledKeys } from './json-record.ts'
import { secondsOf, usualUnit } from './seconds-of.ts'

const failure = 'failure'

type Own<Node> = Omit<Node, 'id' | 'name' | 'position' | 'number' | 'extra'>

/** A port that has no branch becomes a branch without conditions, so that its links keep their place. */
export function conditionNode(step: ConditionStep, conversion: Conversion): Own<GraphConditionNode> {
  const branches = step.multiple_conditions.map((branch, index) => toBranch(branch, index, step, conversion))
  const named = new Set(branches.map(({ name }) => name))
  const bare = step.outPorts.filter((port) => port !== failure && !named.has(port))
  for (const port of bare) {
    conversion.warnings.push(`${conversion.playbook}: the branch "${port}" of "${stepName(step)}" has no conditions.`)
  }
  const added = bare.map((name): GraphBranch => ({ name, join: 'and', cartesian: false, conditions: [] }))
  return { kind: 'condition', branches: [...branches, ...added] }
}

function toBranch(branch: ExchangeBranch, index: number, step: ConditionStep, conversion: Conversion): GraphBranch {
  return { name: branch.port || `IF ${index + 1}`, ...readGroup(branch, step, conversion), ...extraKey(branch.extra) }
}

export function userChoiceNode(step: UserChoiceStep): Own<GraphUserChoiceNode> & { extra: Record<string, unknown> } {
  const { expiresUnit, expiresValueRaw, expiresValue, expiresDefault } = step
  const seconds = expiresValue ?? (expiresValueRaw ?? 0) * (secondsOf(expiresUnit) ?? 0)
  const usual = usualUnit(seconds) === expiresUnit
  const expires = step.expires && seconds > 0 ? { seconds, default: expiresDefault } : null
  return {
    kind: 'user-choice',
    title: step.title,
    question: step.question,
    answers: step.answers,
    authorizer: readExpression(step.x_bindings.authorizer) ?? constant(step.authorizer),
    expires,
    answerByMail: step.sendMail,
    answerBySlack: step.answerBySlack,
    hideAdditionalInfo: step.hideAdditionalInfo,
    extra: filledKeys(
      expires ? (usual ? {} : { expiresUnit }) : { expiresUnit, expiresValueRaw, expiresValue, expiresDefault },
    ),
  }
}
