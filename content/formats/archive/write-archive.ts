import { createHash } from 'node:crypto'
import type { ActionDefinition, IntegrationDefinition } from '../integration/definition.ts'
import { writeArchivedAction } from '../integration/write-action.ts'
import { writeIntegration } from '../integration/write-integration.ts'
import type { ExchangePlaybook } from '../playbook/exchange-playbook.ts'
import { writePlaybookYaml } from '../playbook/write-playbook.ts'
import { writeYaml } from '../yaml/write-yaml.ts'
import type { PackedFile } from './archive-limits.ts'
import { fileReference } from './file-reference.ts'
import { packTarGz } from './pack.ts'

export interface ExportedIntegration {
  definition: IntegrationDefinition
  actions: readonly ActionDefinition[]
}

export interface ArchiveExport {
  /** The playbook with all that are nested in it. */
  playbooks?: readonly ExchangePlaybook[]
  /** With the actions that the playbooks use, or all of them. */
  integrations?: readonly ExportedIntegration[]
}

/** A tar.gz with all files and their references (formats.md 5, VER-10); the same content gives the same bytes. */
export function writeArchive({ playbooks = [], integrations = [] }: ArchiveExport): Promise<Uint8Array> {
  const types = [...new Set(playbooks.flatMap(({ type }) => (type === null ? [] : [type])))]
  const files = new ArchiveFiles()
  const fieldFile = types.length > 0 ? addTypeField(files) : null
  const typeFiles = new Map(types.map((type) => [type, addType(files, type, fieldFile ?? '')]))
  for (const playbook of playbooks) {
    const typeFile = playbook.type === null ? null : (typeFiles.get(playbook.type) ?? null)
    files.add(shortId('playbook', playbook.name), playbook.name, 'playbook', writePlaybookYaml(playbook, typeFile))
  }
  for (const { definition, actions } of integrations) {
    const id = shortId('integration', definition.name)
    const file = files.add(id, definition.name, 'integration', writeIntegration(definition))
    for (const action of actions) files.add(id, action.name, 'action', writeArchivedAction(action, file))
  }
  return packTarGz(files.packed)
}

function addTypeField(files: ArchiveFiles): string {
  const field = { id_field: 'incidents', type: 12, visible: 1, name: 'Type', data_type: '{}' }
  return files.add(shortId('imsfield', 'Type'), 'Type', 'imsfield', writeYaml(field))
}

function addType(files: ArchiveFiles, type: string, fieldFile: string): string {
  const name = `Type-${shortId('imslistvalue', type)}.${type}`
  const value = { ims_field_id: fileReference(fieldFile), value: type }
  return files.add(shortId('imsfield', 'Type'), name, 'imslistvalue', writeYaml(value))
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
    this.packed.push({ name: file, content: new TextEncoder().encode(text) })
    return file
  }
}

/** The eight hexadecimal digits of a file name: always the same for the same object. */
function shortId(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 8)
}
