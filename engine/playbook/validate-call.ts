import type { NestedPlaybookNode, RepeatNode } from './nodes.ts'
import { called, type Problem } from './problem.ts'
import { type PlaybookShape, playbookNamed } from './shapes.ts'
import { checkConditions, isFilled } from './validate-conditions.ts'

export interface CallChecks {
  /** Playbooks that can be run; without them only the node itself is checked. */
  playbooks?: readonly PlaybookShape[]
  /** The playbook that is being checked. */
  self?: { id: string; name: string }
}

/** A node that runs another playbook: the playbook is there, was published, and gets the inputs that it declares (NOD-60 … NOD-65). */
export function checkCall(node: NestedPlaybookNode | RepeatNode, { playbooks, self }: CallChecks): Problem[] {
  const own = node.kind === 'repeat' ? checkRepeat(node) : []
  if (node.playbook.trim() === '') {
    const message = `${called(node)} has no playbook yet; choose one.`
    return [{ severity: 'error', code: 'unknown_playbook', nodeId: node.id, path: 'playbook', message }, ...own]
  }
  if (!playbooks) return own
  const child = playbookNamed(node.playbook, playbooks)
  if (!child) {
    const message = `${called(node)} runs the playbook “${node.playbook}”, which is not here; choose another playbook.`
    return [{ severity: 'error', code: 'unknown_playbook', nodeId: node.id, path: 'playbook', message }, ...own]
  }
  return [...checkState(node, child), ...checkLoop(node, child, playbooks, self), ...checkInputs(node, child), ...own]
}

function checkState(node: NestedPlaybookNode | RepeatNode, child: PlaybookShape): Problem[] {
  if (!child.published) {
    const message = `${called(node)} runs the playbook “${child.name}”, which was never published; publish it first.`
    return [{ severity: 'error', code: 'unpublished_playbook', nodeId: node.id, path: 'playbook', message }]
  }
  if (child.enabled) return []
  const message = `${called(node)} runs the playbook “${child.name}”, which is disabled; the node fails until it is enabled.`
  return [{ severity: 'warning', code: 'disabled_playbook', nodeId: node.id, path: 'playbook', message }]
}

/** A playbook must not run itself, not even through others (NOD-65); the message names the way. */
function checkLoop(
  node: NestedPlaybookNode | RepeatNode,
  child: PlaybookShape,
  playbooks: readonly PlaybookShape[],
  self: CallChecks['self'],
): Problem[] {
  const way = self && wayBack(child, self.id, new Map(playbooks.map((each) => [each.id, each])))
  if (!self || !way) return []
  const names = [self.name, ...way.map((each) => each.name)].map((name) => `“${name}”`).join(' → ')
  const end = way.at(-1)?.id === self.id ? '' : ` → “${self.name}”`
  const message = `${called(node)} would make the playbook run itself: ${names}${end}. Choose another playbook.`
  return [{ severity: 'error', code: 'nested_loop', nodeId: node.id, path: 'playbook', message }]
}

/** The playbooks from one to that which runs `target`, or null where none does. */
function wayBack(from: PlaybookShape, target: string, byId: Map<string, PlaybookShape>): PlaybookShape[] | null {
  const seen = new Set<string>()
  const open: PlaybookShape[][] = [[from]]
  for (let way = open.pop(); way; way = open.pop()) {
    const last = way.at(-1)
    if (!last || seen.has(last.id)) continue
    seen.add(last.id)
    if (last.id === target || last.calls.includes(target)) return way
    for (const id of last.calls) {
      const next = byId.get(id)
      if (next) open.push([...way, next])
    }
  }
  return null
}

function checkInputs(node: NestedPlaybookNode | RepeatNode, child: PlaybookShape): Problem[] {
  const item = node.kind === 'repeat' && node.mode === 'items' ? node.itemInput : ''
  const missing = child.inputs
    .filter((path) => path !== item && !isFilled(node.inputs[path]))
    .map((path): Problem => {
      const message = `${called(node)} gives no value for the input “${path}” of “${child.name}”.`
      return { severity: 'warning', code: 'missing_input', nodeId: node.id, path: `inputs.${path}`, message }
    })
  const given = [
    ...Object.keys(node.inputs).map((input) => ({ input, place: `inputs.${input}` })),
    ...(item === '' ? [] : [{ input: item, place: 'itemInput' }]),
  ]
  const unknown = given
    .filter(({ input }) => !child.inputs.includes(input))
    .map(({ input, place }): Problem => {
      const message = `${called(node)} gives “${input}”, which the start of “${child.name}” does not declare; declare it there.`
      return { severity: 'warning', code: 'unknown_input', nodeId: node.id, path: place, message }
    })
  return [...missing, ...unknown]
}

function checkRepeat(node: RepeatNode): Problem[] {
  if (node.mode === 'until') return checkConditions(node, called(node))
  const problems: Problem[] = []
  if (!isFilled(node.items)) {
    const message = `${called(node)} has no list to go through; choose one.`
    problems.push({ severity: 'error', code: 'missing_input', nodeId: node.id, path: 'items', message })
  }
  if (node.itemInput.trim() === '') {
    const message = `${called(node)} passes its items to no input; choose which input of the playbook gets the item.`
    problems.push({ severity: 'error', code: 'missing_input', nodeId: node.id, path: 'itemInput', message })
  }
  return problems
}
