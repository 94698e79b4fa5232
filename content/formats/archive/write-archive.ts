import { createHash } from 'node:crypto'
import type { ActionDefinition, IntegrationDefinition } from '../integration/definition.ts'
import { writeArchivedAction } from '../integration/write-action.ts'
import { writeIntegration } from '../integration/write-integration.ts'
import type { ExchangePlaybook } from '../playbook/exchange-playbook.ts'
import { writeOlderJson, writePlaybookYaml } from '../playbook/write-playbook.ts'
import { writeYaml } from '../yaml/write-yaml.ts'
import type { PackedFile } from './archive-limits.ts'
import { fileReference } from './file-reference.ts'
import { packTarGz, packZip } from './pack.ts'

export interface ExportedIntegration {
  definition: IntegrationDefinition
  actions: readonly ActionDefinition[]
}

/** A custom field as archives describe it, with the values of a list. */
export interface ExportedField {
  section: 'incidents' | 'triage'
  name: string
  values: readonly string[]
}

export interface ArchiveExport {
  /** The playbook with all that are nested in it. */
  playbooks?: readonly ExchangePlaybook[]
  /** With the actions that the playbooks use, or all of them. */
  integrations?: readonly ExportedIntegration[]
  /** Custom fields that the playbooks refer to. */
  fields?: readonly ExportedField[]
}

/** A tar.gz with all files and their references (formats.md 5, VER-10); the same content gives the same bytes. */
export function writeArchive(content: ArchiveExport): Promise<Uint8Array> {
  return packTarGz(archiveFiles(content))
}

/** A zip in the older form: the playbooks in one `playbook_to_import.json`, what they use beside it (VER-13). */
export function writeOlderArchive(content: ArchiveExport): Uint8Array {
  const older = { name: 'playbook_to_import.json', content: encode(writeOlderJson(content.playbooks ?? [])) }
  return packZip([older, ...archiveFiles({ ...content, playbooks: [] })])
}

function archiveFiles({ playbooks = [], integrations = [], fields = [] }: ArchiveExport): readonly PackedFile[] {
  const files = new ArchiveFiles()
  const types = [...new Set(playbooks.flatMap(({ type }) => (type === null ? [] : [type])))]
  const typeFiles = types.length > 0 ? addField(files, 'Type', { id_field: 'incidents', type: 12 }, types) : new Map()
  for (const playbook of playbooks) {
    const typeFile = playbook.type === null ? null : (typeFiles.get(playbook.type) ?? null)
    files.add(shortId('playbook', playbook.name), playbook.name, 'playbook', writePlaybookYaml(playbook, typeFile))
  }
  for (const { section, name, values } of fields) addField(files, name, { id_field: section }, values)
  for (const { definition, actions } of integrations) {
    const id = shortId('integration', definition.name)
    const file = files.add(id, definition.name, 'integration', writeIntegration(definition))
    for (const action of actions) files.add(id, action.name, 'action', writeArchivedAction(action, file))
  }
  return files.packed
}

/** The files of a field and its values. Gives the file of each value. */
function addField(
  files: ArchiveFiles,
  name: string,
  keys: { id_field: string; type?: number },
  values: readonly string[],
): Map<string, string> {
  const id = shortId('imsfield', keys.id_field === 'incidents' ? name : `${keys.id_field}/${name}`)
  const field = { ...keys, visible: 1, name, data_type: '{}' }
  const fieldFile = files.add(id, name, 'imsfield', writeYaml(field))
  return new Map(
    values.map((value) => {
      const file = `${name}-${shortId('imslistvalue', value)}.${value}`
      return [value, files.add(id, file, 'imslistvalue', writeYaml({ ims_field_id: fileReference(fieldFile), value }))]
    }),
  )
}

/** Names files `<unique_id>.<name>.<file_type>.yaml`, each once. */
class ArchiveFiles {
  readonly packed: PackedFile[] = []
  private readonly names = new Set<string>()

  add(id: string, name: string, type: string, text: string): string {
    const plain = name.trim().replaceAll(/[\s/\\:*?"<>|\p{C}]+/gu, '-')
    const candidates = [plain, ...Array.from({ length: 500 }, (_, index) => `${plain}-${index + 2}`)]
    const file = candidates.map((each) => `${id}.${each}.${type}.yaml`).find((each) => !this.names.has(each)) ?? ''
    this.names.add(file)
    this.packed.push({ name: file, content: encode(text) })
    return file
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The eight hexadecimal digits of a file name: always the same for the same object. */
function shortId(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 8)
}
