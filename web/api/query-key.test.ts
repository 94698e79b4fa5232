import { describe, expect, it } from 'vitest'
import { addressOf } from './call.ts'
import { isTouched, queryKey, subjectOf } from './query-key.ts'

describe('what a cached answer is about', () => {
  it('is the first path segment, or two of them below fleet', () => {
    expect(subjectOf('/incidents')).toEqual({ resource: 'incidents', id: null, below: null })
    expect(subjectOf('/incidents/{id}', { id: '7' })).toEqual({ resource: 'incidents', id: '7', below: null })
    expect(subjectOf('/incidents/{id}/notes', { id: '7' })).toEqual({ resource: 'incidents', id: '7', below: 'notes' })
    expect(subjectOf('/fleet/tenants/{id}', { id: 'a' })).toEqual({ resource: 'fleet/tenants', id: 'a', below: null })
  })

  it('keeps different queries of one endpoint apart', () => {
    const endpoint = { name: 'listIncidents', path: '/incidents' }
    expect(queryKey(endpoint, undefined, { query: 'a' })).not.toEqual(queryKey(endpoint, undefined, { query: 'b' }))
  })
})

describe('a live change', () => {
  const list = subjectOf('/incidents')
  const seven = subjectOf('/incidents/{id}', { id: '7' })
  const notesOfSeven = subjectOf('/incidents/{id}/notes', { id: '7' })
  const notesOfEight = subjectOf('/incidents/{id}/notes', { id: '8' })

  it('touches the list and the object, not other objects', () => {
    const change = { resource: 'incidents', id: '7' }
    expect([list, seven, notesOfSeven, notesOfEight].map((subject) => isTouched(subject, change))).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('below an object touches what is shown of that object only', () => {
    const change = { resource: 'notes', id: '3', parent: { resource: 'incidents', id: '7' } }
    expect([list, seven, notesOfSeven, notesOfEight].map((subject) => isTouched(subject, change))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('touches what is made of it (HOME-09)', () => {
    const operations = subjectOf('/operations')
    const change = { resource: 'runs', id: '5', parent: { resource: 'incidents', id: '7' } }
    expect(isTouched(operations, change)).toBe(true)
    expect(isTouched(operations, { resource: 'playbooks', id: '5' })).toBe(false)
    expect(isTouched(subjectOf('/fleet/sync'), { resource: 'fleet/deliveries', id: '5' })).toBe(true)
  })

  it('without a parent touches every list of that name below objects', () => {
    expect(isTouched(notesOfEight, { resource: 'notes', id: '3' })).toBe(true)
    expect(isTouched(list, { resource: 'notes', id: '3' })).toBe(false)
  })
})

describe('the address of a call', () => {
  it('escapes parameters and leaves undefined and empty values out', () => {
    const query = { query: 'label:"a b"', sort: undefined, cursor: '', limit: 50, kind: ['a', 'b'] }
    expect(addressOf({ path: '/incidents/{id}/notes' }, { params: { id: 'x/y' }, query })).toBe(
      '/api/v1/incidents/x%2Fy/notes?query=label%3A%22a+b%22&limit=50&kind=a&kind=b',
    )
  })
})
