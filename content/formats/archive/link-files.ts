import type { ContentFile } from './archive-content.ts'
import { referencedFile } from './file-reference.ts'
import type { FoundFile } from './read-archived-file.ts'

/** Replaces references between the files of an archive by what they mean (formats.md 5). */
export function linkFiles(found: readonly FoundFile[]): ContentFile {
  const byFile = new Map(found.map((each) => [each.file, each]))
  const content: ContentFile = {
    integrations: [],
    actions: [],
    playbooks: [],
    fields: [],
    listValues: [],
    warnings: found.flatMap(({ file, warnings }) => warnings.map((warning) => `${file}: ${warning}`)),
  }
  for (const each of found) {
    const { file } = each
    switch (each.holds) {
      case 'integration':
        content.integrations.push({ file, definition: each.read.definition })
        break
      case 'action':
        content.actions.push({
          file,
          definition: each.read.definition,
          integrationFile: integrationOf(each, byFile, content),
        })
        break
      case 'playbook': {
        const type = each.read.playbook.type ?? typeOf(each, byFile, content)
        content.playbooks.push({ file, playbook: { ...each.read.playbook, type } })
        break
      }
      case 'field':
        content.fields.push({ file, field: each.field })
        break
      case 'list-value': {
        const field = each.fieldFile === null ? undefined : byFile.get(each.fieldFile)
        const name = field?.holds === 'field' ? field.field.name : null
        content.listValues.push({ file, value: { field: name, value: each.value, extra: each.extra } })
        break
      }
    }
  }
  return content
}

/** The file that the action refers to, or the one that defines the integration of that name. */
function integrationOf(
  action: Extract<FoundFile, { holds: 'action' }>,
  byFile: ReadonlyMap<string, FoundFile>,
  content: ContentFile,
): string | null {
  const { integrationFile, definition } = action.read
  if (integrationFile !== null && byFile.get(integrationFile)?.holds === 'integration') return integrationFile
  if (integrationFile !== null) {
    content.warnings.push(`${action.file}: refers to ${integrationFile}, which is not in the archive.`)
  }
  const named = [...byFile.values()].find(
    (each) =>
      each.holds === 'integration' &&
      [each.read.definition.name, each.read.definition.officialName].includes(definition.integration),
  )
  return named?.file ?? null
}

function typeOf(
  playbook: Extract<FoundFile, { holds: 'playbook' }>,
  byFile: ReadonlyMap<string, FoundFile>,
  content: ContentFile,
): string | null {
  const reference = playbook.read.typeReference
  if (reference === null) return null
  const file = referencedFile(reference)
  const value = file === null ? undefined : byFile.get(file)
  if (value?.holds === 'list-value') return value.value
  content.warnings.push(
    `${playbook.file}: its type ${reference} is not in the archive; choose the type after the import.`,
  )
  return null
}
