import { describe, expect, it } from 'vitest'
import { dark, light, type Token, variableOf } from './tokens.ts'

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

const onSurfaces: Token[] = [
  'text1',
  'text2',
  'text3',
  'accent',
  'critical',
  'high',
  'medium',
  'low',
  'good',
  'warn',
  'danger',
]
const json: Token[] = ['jsonKey', 'jsonString', 'jsonNumber', 'jsonWord']

describe.each([
  ['dark', dark],
  ['light', light],
])('the %s theme', (_, theme) => {
  it.each(onSurfaces)('keeps %s readable on pages, panels and hovered rows (WCAG AA)', (token) => {
    for (const surface of ['surface0', 'surface1', 'surface2'] as const) {
      expect(contrast(theme[token], theme[surface]), surface).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(json)('keeps %s readable in the JSON view', (token) => {
    expect(contrast(theme[token], theme.surface0)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['onAccent', 'accent'],
    ['onDanger', 'danger'],
    ['text1', 'accentSoft'],
    ['good', 'goodSoft'],
    ['warn', 'warnSoft'],
    ['danger', 'dangerSoft'],
  ] as const)('keeps %s readable on %s', (text, ground) => {
    expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(4.5)
  })

  it('shows where a control ends (3:1)', () => {
    for (const surface of ['surface0', 'surface1'] as const) {
      expect(contrast(theme.lineStrong, theme[surface])).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('names of variables', () => {
  it('are those of the design', () => {
    expect(['surface0', 'onAccent', 'accent'].map(variableOf)).toEqual(['--surface-0', '--on-accent', '--accent'])
  })
})
