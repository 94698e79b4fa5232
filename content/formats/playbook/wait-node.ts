import { readGroup, writeGroup } from './condition-rows.ts'
import type { Conversion } from './conversion.ts'
import { stepName, type WaitStep } from './exchange-playbook.ts'
import { readExpression, writeExpression } from './expressions.ts'
import { isWithin } from './failure-options.ts'
import type { GraphWaitNode } from './graph-document.ts'

type OwnNode = Omit<GraphWaitNode, 'id' | 'name' | 'position' | 'number' | 'extra'>
type OwnStep = Omit<WaitStep, 'id' | 'position' | 'inPorts' | 'outPorts' | 'extra'>

const modes = ['duration', 'time', 'condition'] as const

export function readWait(step: WaitStep, conversion: Conversion): OwnNode {
  const { mode, duration, time, timeoutSeconds, ...rows } = step.x_node
  const timed = timeoutSeconds === null || isWithin(timeoutSeconds, Number.MIN_VALUE, Number.MAX_VALUE)
  if (!timed) {
    const message = `"timeoutSeconds" of "${stepName(step)}" should be above 0; it waits for ever.`
    conversion.warnings.push(`${conversion.playbook}: ${message}`)
  }
  return {
    kind: 'wait',
    mode: modes.find((each) => each === mode) ?? 'duration',
    duration: readExpression(duration),
    time: readExpression(time),
    timeoutSeconds: timed ? timeoutSeconds : null,
    ...readGroup(rows, step, conversion),
  }
}

export function writeWait(node: GraphWaitNode): OwnStep {
  return {
    kind: 'wait',
    stepType: 'action',
    actionTitle: node.name,
    x_node: {
      mode: node.mode,
      duration: node.duration ? writeExpression(node.duration) : null,
      time: node.time ? writeExpression(node.time) : null,
      timeoutSeconds: node.timeoutSeconds,
      ...writeGroup(node),
    },
  }
}

/** Exits of a wait: one more where it may end without its conditions. */
export function waitExits({ mode, timeoutSeconds }: GraphWaitNode): string[] {
  return mode === 'condition' && timeoutSeconds !== null ? ['out', 'timeout'] : ['out']
}
