import type { ActionDefinition } from '@tocsin/content'
import { type Path, PathError, parsePath } from '@tocsin/engine/values/index.ts'

/** The path, or null where it cannot be read. */
export function readablePath(text: string): Path | null {
  try {
    return parsePath(text)
  } catch (error) {
    if (error instanceof PathError) return null
    throw error
  }
}

/** A warning for each path of a definition that nothing will ever be found at, with the place where it breaks (PLC-16). */
export function unreadablePaths({ output, tableView }: ActionDefinition): string[] {
  const about = (key: string, text: string) => {
    try {
      parsePath(text)
      return []
    } catch (error) {
      if (!(error instanceof PathError)) throw error
      return [`${key} "${text}", character ${error.position + 1}: ${error.message}; it stays empty.`]
    }
  }
  return [
    ...output.flatMap(({ path }) => about('output', path)),
    ...tableView.flatMap(({ path }) => about('table_view', path)),
  ]
}
