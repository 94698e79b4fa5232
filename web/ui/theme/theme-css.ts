import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import type { Plugin } from 'vite'
import { resolveVariables, theme } from './theme.ts'

const name = 'virtual:theme.css'

/**
 * Writes the variables of the theme into the bundled stylesheet. Mantine would insert them as a style element when the
 * page starts, which a strict content security policy forbids.
 */
export function themeCss(): Plugin {
  return {
    name: 'theme-css',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null
      const merged = mergeMantineTheme(DEFAULT_THEME, theme)
      return [defaultCssVariablesResolver(merged), resolveVariables(merged)]
        .map((set) => convertCssVariables(set))
        .join('\n')
    },
  }
}
