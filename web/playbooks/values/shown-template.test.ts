import { expect, it } from 'vitest'
import { makeNode } from '../edits/make-node.ts'
import { changeMode, toShownTemplate, toStoredTemplate } from './shown-template.ts'

const node = { ...makeNode('action'), name: 'IP Reputation' }
const twin = { ...makeNode('action'), name: 'Twice' }
const nodes = [node, twin, { ...makeNode('action'), name: 'Twice' }]

it('shows names in place of ids, and stores ids again (PLC-03)', () => {
  const stored = `Score {{node:${node.id}.output.score}}, all {{node:${node.id}.output.a.[].b | loop}}: {{incident.name}} \\{{x`
  const shown =
    'Score {{IP Reputation.output.score}}, all {{IP Reputation.output.a.[].b | loop}}: {{incident.name}} \\{{x'
  expect(toShownTemplate(stored, nodes)).toBe(shown)
  expect(toStoredTemplate(shown, nodes)).toBe(stored)
})

it('keeps the id where a name does not lead back, and what was typed where it means nothing', () => {
  const gone = '{{node:0123456789abcdef.output.x}}'
  const second = `{{node:${nodes[2]?.id}.output.x}}`
  expect(toShownTemplate(gone, nodes)).toBe(gone)
  expect(toStoredTemplate(toShownTemplate(second, nodes), nodes)).toBe(second)
  expect(toStoredTemplate('{{nobody.output.x}} {{', nodes)).toBe('{{nobody.output.x}} {{')
})

it('changes how one of several placeholders is looped (PLC-07)', () => {
  const text = '{{incident.a}} {{incident.b | loop}}'
  expect(changeMode(text, 15, 'combine')).toBe('{{incident.a}} {{incident.b | combine}}')
  expect(changeMode(text, 15, null)).toBe('{{incident.a}} {{incident.b}}')
})
