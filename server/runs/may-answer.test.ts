import type { Capability } from '@tocsin/contracts'
import { describe, expect, it } from 'vitest'
import { type Actor, machineActor } from '../platform/index.ts'
import { type AskedOf, mayAnswer } from './may-answer.ts'

const person = { id: 'u1', email: 'ben@test.example', name: 'Ben Roe', groups: ['Night shift', 'Analyst'] }
const actor = (...capabilities: Capability[]): Actor => ({
  ...machineActor({ kind: 'user', id: 'u1', name: 'Ben Roe' }, ['incident-playbook.access', ...capabilities]),
  userId: 'u1',
})
const asked = (more: Partial<AskedOf>): AskedOf => ({ kind: 'choice', authorizer: null, ownerId: null, ...more })

describe('who may answer (NOD-51, NOD-56)', () => {
  it.each<[string, Partial<AskedOf>, boolean]>([
    ['his e-mail address, in any case', { authorizer: 'BEN@test.example' }, true],
    ['his name', { authorizer: 'Ben Roe' }, true],
    ['his id', { authorizer: 'u1' }, true],
    ['a group he belongs to', { authorizer: 'night SHIFT' }, true],
    ['a profile he has', { authorizer: 'analyst' }, true],
    ['a group he does not belong to', { authorizer: 'Day shift' }, false],
    ['several, he among them', { authorizer: 'cleo@test.example, ben@test.example' }, true],
    ['several, he not among them', { authorizer: 'cleo@test.example; Administrator' }, false],
    ['somebody else, although he owns the incident', { authorizer: 'cleo', ownerId: 'u1' }, false],
    ['nobody named, and he owns the incident', { ownerId: 'u1' }, true],
    ['nobody named, and somebody else owns the incident', { ownerId: 'u2' }, false],
    ['nobody at all, without the right to edit', {}, false],
    ['an attempt that was lost', { kind: 'lost' }, false],
  ])('asked of %s', (_, more, may) => {
    expect(mayAnswer(actor(), person, asked(more)) === true).toBe(may)
    // Who manages playbooks overrides.
    expect(mayAnswer(actor('incident-playbook.manage'), person, asked(more))).toBe(true)
  })

  it('is no API key, unless it may manage playbooks', () => {
    expect(mayAnswer({ ...actor(), userId: null }, null, asked({ authorizer: 'Ben Roe' }))).not.toBe(true)
  })
})
