/**
 * The colours of the console; the only place where they are written. They become CSS variables (`surface1` is
 * `var(--surface-1)`), and charts and the canvas read them from here.
 */
export const dark = {
  surface0: '#14171c',
  surface1: '#1b1f26',
  surface2: '#242a33',
  surface3: '#2d3540',
  line: '#313845',
  /** Borders of controls: 3:1 against every surface. */
  lineStrong: '#6d788c',
  text1: '#e8ebf0',
  text2: '#aab3c2',
  text3: '#8993a4',
  accent: '#4cc2ff',
  accentHover: '#74d0ff',
  onAccent: '#06202e',
  accentSoft: '#17384a',
  synchronised: '#3d9bff',
  critical: '#ff5c5c',
  high: '#ff9f43',
  medium: '#ffd34d',
  low: '#7fb7ff',
  good: '#5bd08a',
  goodSoft: '#173a28',
  warn: '#ffb454',
  warnSoft: '#3f2f16',
  danger: '#ff7070',
  dangerHover: '#ff8d8d',
  onDanger: '#2b0808',
  dangerSoft: '#452124',
  jsonKey: '#7fd0ff',
  jsonString: '#9fdc9b',
  jsonNumber: '#ffb88a',
  jsonWord: '#c9a6ff',
} as const

export type Token = keyof typeof dark

export const light: Record<Token, string> = {
  surface0: '#f6f7f9',
  surface1: '#ffffff',
  surface2: '#eef0f4',
  surface3: '#e3e7ed',
  line: '#d9dde5',
  lineStrong: '#828b9a',
  text1: '#171b22',
  text2: '#4a5361',
  text3: '#626b7a',
  accent: '#0069b4',
  accentHover: '#00548f',
  onAccent: '#ffffff',
  accentSoft: '#dcedfa',
  synchronised: '#0a6cff',
  critical: '#c62828',
  high: '#a84b00',
  medium: '#7d6200',
  low: '#2563a8',
  good: '#177a42',
  goodSoft: '#dcf3e5',
  warn: '#8a5300',
  warnSoft: '#fdf0d5',
  danger: '#c62828',
  dangerHover: '#a31f1f',
  onDanger: '#ffffff',
  dangerSoft: '#fce4e4',
  jsonKey: '#005a9c',
  jsonString: '#1c6b2a',
  jsonNumber: '#9a4a00',
  jsonWord: '#6b35b8',
}

/** Colours of playbook nodes (PBK-07), the same in both themes. */
export const nodeColours = {
  enrichment: '#6fd14b',
  containment: '#ef4b4b',
  notification: '#2aa5c9',
  custom: '#8a5be0',
  scheduled: '#f08a7c',
  task: '#f0883e',
  condition: '#8e44ad',
  choice: '#8f1f1f',
} as const

/** `surface1` → `--surface-1`, `onAccent` → `--on-accent`. */
export function variableOf(token: string): `--${string}` {
  return `--${token.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`)}`
}
