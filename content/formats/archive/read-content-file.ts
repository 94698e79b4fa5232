import type { ErrorDetail } from '@tocsin/contracts/errors.ts'
import { FormatError, insideFile } from '../format-error.ts'
import type { ContentFile } from './archive-content.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { linkFiles } from './link-files.ts'
import { type FoundFile, readArchivedFile } from './read-archived-file.ts'
import { packingOf, unpack } from './unpack.ts'

/**
 * Reads whatever a person imports: a tar.gz or zip of definitions and playbooks, a zip with `playbook_to_import.json`,
 * or one YAML or JSON file. All or nothing: throws one FormatError that names everything wrong in every file (VER-12).
 * `name` is the name of the file, for messages and to tell YAML from JSON where the content leaves doubt.
 */
export async function readContentFile(bytes: Uint8Array, name = 'file', limits?: ArchiveLimits): Promise<ContentFile> {
  const packed = packingOf(bytes) !== 'none'
  const files = packed ? await unpack(bytes, limits) : [{ name, content: bytes }]
  const found: FoundFile[] = []
  const details: ErrorDetail[] = []
  let tooLarge = false
  for (const file of files) {
    try {
      found.push(...readArchivedFile(file))
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      if (!packed) throw error
      details.push(...insideFile(file.name, error))
      tooLarge ||= error.code === 'too_large'
    }
  }
  const [first] = details
  if (first) {
    const where = first.line === undefined ? '' : ` (line ${first.line})`
    const message = `The archive cannot be read: ${first.path}${where}: ${first.message}`
    throw new FormatError(tooLarge ? 'too_large' : 'unreadable_file', message, details.slice(0, 50))
  }
  const content = linkFiles(found)
  if (isEmpty(content)) {
    throw new FormatError(
      'unreadable_file',
      `There is no integration, action or playbook in this ${packed ? 'archive' : 'file'}.`,
    )
  }
  return content
}

function isEmpty({ integrations, actions, playbooks, fields, listValues }: ContentFile): boolean {
  return [integrations, actions, playbooks, fields, listValues].every((list) => list.length === 0)
}
