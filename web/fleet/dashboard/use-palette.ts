import { useComputedColorScheme } from '@mantine/core'
import { dark, light } from '../../ui/index.ts'
import type { Palette } from './chart-option.ts'

/** The tokens of the theme in force, for what is drawn on a canvas. */
export function usePalette(): Palette {
  return useComputedColorScheme('dark') === 'dark' ? dark : light
}
