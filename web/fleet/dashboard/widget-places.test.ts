import type { FleetWidget } from '@tocsin/contracts/fleet-dashboard.ts'
import { describe, expect, it } from 'vitest'
import { isMoved, newWidget, nudge, withLayout } from './widget-places.ts'

const at = (id: string, x: number, y: number, w: number, h: number): FleetWidget => ({
  ...newWidget('open-by-type', id, []),
  id,
  layout: { x, y, w, h },
})
const board = [at('a', 0, 0, 6, 8), at('b', 6, 0, 6, 8), at('c', 0, 8, 12, 8)]
const placeOf = (widgets: FleetWidget[], id: string) => widgets.find((one) => one.id === id)?.layout

describe('places of widgets (MSSP-11)', () => {
  it('makes room when a key moves a widget down past another', () => {
    const moved = nudge(board, 'a', { x: 0, y: 1 }, false)
    expect(placeOf(moved, 'a')!.y).toBeGreaterThan(placeOf(moved, 'c')!.y)
    expect(isMoved(board, moved)).toBe(true)
    const back = nudge(moved, 'a', { x: 0, y: -1 }, false)
    expect(placeOf(back, 'a')!.y).toBeLessThan(placeOf(back, 'c')!.y)
  })

  it('keeps widgets within the twelve columns and above the least size', () => {
    expect(placeOf(nudge(board, 'b', { x: 1, y: 0 }, false), 'b')).toMatchObject({ x: 6, w: 6 })
    expect(placeOf(nudge(board, 'b', { x: 1, y: 0 }, true), 'b')).toMatchObject({ x: 6, w: 6 })
    const small = [at('s', 0, 0, 2, 4)]
    expect(placeOf(nudge(small, 's', { x: -1, y: -1 }, true), 's')).toEqual({ x: 0, y: 0, w: 2, h: 4 })
  })

  it('pushes away what a larger widget would cover', () => {
    const grown = nudge(board, 'a', { x: 1, y: 0 }, true)
    expect(placeOf(grown, 'a')).toMatchObject({ x: 0, y: 0, w: 7 })
    expect(placeOf(grown, 'b')!.y).toBeGreaterThanOrEqual(8)
  })

  it('adds a widget below all others under an id that is free', () => {
    const first = newWidget('open-by-type', 'T', board)
    expect(first).toMatchObject({ id: 'open-by-type', layout: { x: 0, y: 16 } })
    expect(newWidget('open-by-type', 'T', [...board, first]).id).toBe('open-by-type-2')
  })

  it('leaves a widget that the layout does not know', () => {
    expect(withLayout(board, [{ i: 'a', x: 1, y: 2, w: 3, h: 4 }]).map(({ layout }) => layout.x)).toEqual([1, 6, 0])
  })
})
