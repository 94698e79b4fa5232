import { readGroup, writeGroup } from './condition-rows.ts'
import type { Conversion } from './conversion.ts'
import type { FilterStep } from './exchange-playbook.ts'
import type { GraphFilterNode } from './graph-document.ts'

type OwnNode = Omit<GraphFilterNode, 'id' | 'name' | 'position' | 'number' | 'extra'>
type OwnStep = Omit<FilterStep, 'id' | 'position' | 'inPorts' | 'outPorts' | 'extra'>

export function readFilter(step: FilterStep, conversion: Conversion): OwnNode {
  return {
    kind: 'filter',
    sourceNode: step.source_node,
    splitBy: step.split_by,
    ...readGroup(step, step, conversion),
  }
}

export function writeFilter(node: GraphFilterNode): OwnStep {
  return {
    kind: 'filter',
    stepType: 'filter',
    actionTitle: node.name,
    source_node: node.sourceNode,
    split_by: node.splitBy,
    ...writeGroup(node),
  }
}
