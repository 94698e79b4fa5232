import { type ExchangeStep, stepName } from './exchange-playbook.ts'

const classes: Record<ExchangeStep['kind'], string> = {
  start: 'devs.Start',
  end: 'devs.End',
  action: 'devs.Action',
  task: 'devs.Action',
  condition: 'devs.Condition',
  'user-choice': 'devs.UserChoice',
  playbook: 'devs.Playbook',
  filter: 'devs.Filter',
  repeat: 'devs.Playbook',
  wait: 'devs.Action',
  unknown: 'devs.Action',
}

const sizes: Record<string, { width: number; height: number }> = {
  'devs.Start': { width: 50, height: 50 },
  'devs.End': { width: 50, height: 50 },
  'devs.Condition': { width: 90, height: 90 },
  'devs.UserChoice': { width: 90, height: 90 },
}

/** What the canvas of other tools needs beside the functional keys (formats.md 6.3); `z` is the layer. */
export function drawStep(step: ExchangeStep, z: number): Record<string, unknown> {
  const known = step.kind === 'unknown' ? step.extra.type : undefined
  const type = typeof known === 'string' ? known : classes[step.kind]
  return {
    type,
    size: sizes[type] ?? { width: 180, height: 80 },
    angle: 0,
    z,
    attrs: drawTexts(step),
    ports: {
      items: [
        ...step.inPorts.map((port) => drawPort(port, 'in')),
        ...step.outPorts.map((port) => drawPort(port, 'out')),
      ],
      groups: { in: { position: { name: 'left' } }, out: { position: { name: 'right' } } },
    },
  }
}

export function drawLink(z: number): Record<string, unknown> {
  return {
    type: 'link',
    z,
    attrs: { '.marker-target': { d: 'M 10 0 L 0 5 L 10 10 z' } },
    router: { name: 'manhattan' },
    connector: { name: 'jumpover', args: { type: 'gap' } },
  }
}

function drawTexts(step: ExchangeStep): Record<string, unknown> {
  const name = stepName(step)
  if (step.kind === 'start' || step.kind === 'end') return { '.title': { text: name } }
  const type = step.kind === 'wait' ? 'Custom' : 'actionType' in step ? step.actionType : step.stepType
  return { '.title': { text: type }, '.rotatable': { 'data-type': type }, '.description': { text: wrap(name) } }
}

function drawPort(id: string, group: 'in' | 'out') {
  return { id, group, attrs: { '.port-label': { text: id } } }
}

const widest = 22

/** Lines as wide as a node, as the drawing of the original wraps names. */
function wrap(name: string): string {
  const lines: string[] = []
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= widest) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\r\n')
}
