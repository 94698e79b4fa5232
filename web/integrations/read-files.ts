/** What a chosen file is, before it is sent: an archive, a definition, or an action with the integration it names. */
export interface ImportFile {
  file: File
  /** Null for a definition or an archive. */
  integration: string | null
}

/** Looks at files and puts definitions before the actions that may need them. */
export async function readImportFiles(files: readonly File[]): Promise<ImportFile[]> {
  const read = await Promise.all(files.map(async (file) => ({ file, integration: await integrationNamed(file) })))
  return read.sort((one, other) => Number(one.integration !== null) - Number(other.integration !== null))
}

async function integrationNamed(file: File): Promise<string | null> {
  if (!/\.(ya?ml|json)$/i.test(file.name)) return null
  return namedIn(await file.text())
}

/** The integration that the YAML of an action belongs to; null where the text is a definition. */
export function namedIn(yaml: string): string | null {
  const line = /^["']?integration["']?\s*:\s*(.+?)\s*$/m.exec(yaml)?.[1]
  if (!line) return null
  const quoted = /^(["'])(.*?)\1/.exec(line)
  return quoted ? (quoted[2] ?? null) : line.replace(/\s+#.*$/, '')
}

/** The content as the server takes it (`raw` bodies). */
export function asContent(file: File): Blob {
  const type = /\.(ya?ml|json)$/i.test(file.name) ? 'application/yaml' : 'application/octet-stream'
  return new Blob([file], { type })
}
