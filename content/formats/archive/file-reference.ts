/** How files of an archive refer to each other: `{{<file name>|id}}` (formats.md 5). */
export function fileReference(file: string): string {
  return `{{${file}|id}}`
}

/** The file that a reference names; null for anything else. */
export function referencedFile(reference: string | null): string | null {
  return /^\s*\{\{(.+)\|\s*id\s*\}\}\s*$/.exec(reference ?? '')?.[1]?.trim() ?? null
}
