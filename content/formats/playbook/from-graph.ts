import { jsonSource } from '../yaml/json-source.ts'
import { Findings, type JsonRecord, RecordReader } from '../yaml/record-reader.ts'
import { writeActionStep } from './action-step.ts'
import type { ExchangePlaybook, ExchangeStep } from './exchange-playbook.ts'
import { exitsOf } from './failure-options.ts'
import { writeFilter } from './filter-node.ts'
import { conditionStep, userChoiceStep } from './from-graph-questions.ts'
import type { GraphDocument, GraphNode, PlaybookDescription } from './graph-document.ts'
import { jsonRecord } from './json-record.ts'
import { writeMailOnError } from './mail-on-error.ts'
import { writeNested, writeRepeat } from './nested-node.ts'
import { readStep } from './read-steps.ts'
import { writeTask } from './task-node.ts'
import { waitExits, writeWait } from './wait-node.ts'

export interface ExportOptions {
  /** Write the labels of resources too. Off by default: resources do not leave an instance (VER-15). */
  resourceLabels?: boolean
}

/** The exchange form of a graph, the reverse of `toGraph`. What the files have no key for goes to `x_bindings`. */
export function fromGraph(
  graph: GraphDocument,
  about: PlaybookDescription,
  options: ExportOptions = {},
): ExchangePlaybook {
  const { mail_on_error: mailOnError, nested, ...extra } = jsonRecord(about.extra)
  return {
    name: about.name,
    updatedName: null,
    description: about.description,
    tags: [...about.tags],
    type: about.type,
    isEnabled: about.isEnabled,
    isDeleted: false,
    nested: nested === true,
    killOnError: graph.killOnError,
    mailOnError: writeMailOnError(graph.mailOnError, mailOnError),
    nodes: graph.nodes.map((node, index) => toStep(node, index + 1, options.resourceLabels === true)),
    links: graph.links.map(({ id, source, target, vertices = [], extra }) => ({
      id,
      source,
      target,
      vertices,
      extra: jsonRecord(extra),
    })),
    extra,
  }
}

function toStep(node: GraphNode, number: number, labels: boolean): ExchangeStep {
  const { a_id: aId, ...extra } = jsonRecord(node.extra)
  const base = {
    id: node.id,
    ...(typeof aId === 'string' ? { a_id: aId } : {}),
    position: node.position,
    node_number: node.number ?? number,
  }
  const entry = { inPorts: ['in'], outPorts: ['out'] }
  switch (node.kind) {
    case 'start': {
      const { params_source: source, ...rest } = extra
      const params = node.params.map(({ extra: more, ...param }) => ({ ...jsonRecord(param), ...jsonRecord(more) }))
      const paramsSource = typeof source === 'string' ? source : node.paramsSource
      return {
        ...base,
        kind: 'start',
        stepType: 'start',
        actionTitle: node.name === 'START' ? '' : node.name,
        params_source: paramsSource,
        params,
        ...entry,
        inPorts: [],
        extra: rest,
      }
    }
    case 'end': {
      const actionTitle = node.name === 'END' ? '' : node.name
      return { ...base, kind: 'end', stepType: 'end', actionTitle, ...entry, outPorts: [], extra }
    }
    case 'action':
      return { ...base, inPorts: ['in'], outPorts: exitsOf(node), ...writeActionStep(node, extra, labels) }
    case 'condition':
      return { ...base, ...conditionStep(node), extra }
    case 'filter':
      return { ...base, ...entry, ...writeFilter(node), extra }
    case 'task':
      return { ...base, ...entry, ...writeTask(node, extra) }
    case 'user-choice':
      return { ...base, ...userChoiceStep(node, extra) }
    case 'playbook':
      return { ...base, ...entry, outPorts: exitsOf(node), ...writeNested(node, extra) }
    case 'repeat':
      return { ...base, ...entry, outPorts: exitsOf(node), ...writeRepeat(node, extra) }
    case 'wait':
      return { ...base, ...entry, outPorts: waitExits(node), ...writeWait(node), extra }
    case 'unsupported':
      return { ...readKept({ ...jsonRecord(node.extra), id: node.id }), ...base, outPorts: node.ports }
  }
}

/** A step that the graph kept without understanding it. */
function readKept(keys: JsonRecord): ExchangeStep {
  const source = jsonSource(keys)
  return readStep(new RecordReader(source, new Findings(source), [], keys))
}
