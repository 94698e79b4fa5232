import { fileReference } from '../archive/file-reference.ts'
import { writeYaml } from '../yaml/write-yaml.ts'
import { drawLink, drawStep } from './draw-step.ts'
import type { ExchangePlaybook } from './exchange-playbook.ts'
import { linkKeys, stepKeys } from './step-keys.ts'

/** The form of a PUT body and of Terraform (formats.md 6.5), with drawing data made anew. */
export function writePlaybookJson(playbook: ExchangePlaybook): string {
  const { name, updatedName, description, tags, type, extra } = playbook
  const body = {
    name,
    ...(updatedName === null ? {} : { updated_name: updatedName }),
    description,
    tags: tags.join(','),
    ...(type === null ? {} : { type }),
    is_deleted: playbook.isDeleted,
    draft: false,
    is_published: true,
    nested: playbook.nested,
    is_enabled: playbook.isEnabled,
    kill_on_error: playbook.killOnError,
    mail_on_error: playbook.mailOnError,
    ...extra,
    ...drawnParts(playbook),
  }
  return `${JSON.stringify(body, null, 2)}\n`
}

/** The older export (formats.md 6.6). Tags and the enabled flag have no place there; who does not know them ignores them. */
export function writeOlderJson(playbooks: readonly ExchangePlaybook[]): string {
  const list = playbooks.map((playbook) => ({
    model: 'automation.playbookpublished',
    pk: null,
    fields: {
      name: playbook.name,
      description: playbook.description,
      ...(playbook.type === null ? {} : { type_label: playbook.type }),
      tags: playbook.tags.join(','),
      is_deleted: playbook.isDeleted,
      is_enabled: playbook.isEnabled,
      kill_on_error: playbook.killOnError,
      mail_on_error: playbook.mailOnError,
      nested: playbook.nested,
      previewImage: null,
      parent_revision_id: null,
      ...playbook.extra,
      ...drawnParts(playbook),
    },
  }))
  return `${JSON.stringify(list, null, 2)}\n`
}

function drawnParts(playbook: ExchangePlaybook) {
  return {
    nodes: playbook.nodes.map((step, index) => ({ ...stepKeys(step), ...drawStep(step, index + 1) })),
    links: playbook.links.map((link, index) => ({
      ...linkKeys(link),
      ...drawLink(playbook.nodes.length + index + 1),
      ...(link.vertices.length > 0 ? { vertices: link.vertices } : {}),
    })),
  }
}

/** The file of an archive (formats.md 6.4). `typeFile` is the file of the list value that is the type. */
export function writePlaybookYaml(playbook: ExchangePlaybook, typeFile: string | null): string {
  return writeYaml({
    name: playbook.name,
    description: playbook.description,
    tags: playbook.tags.join(','),
    is_deleted: playbook.isDeleted,
    is_enabled: playbook.isEnabled,
    kill_on_error: playbook.killOnError,
    mail_on_error: playbook.mailOnError,
    previewImage: null,
    parent_revision_id: null,
    created_by: null,
    nested: playbook.nested,
    type_id: typeFile === null ? null : fileReference(typeFile),
    ...playbook.extra,
    nodes: playbook.nodes.map((step, index) => ({ ...stepKeys(step), node_number: step.node_number ?? index + 1 })),
    links: playbook.links.map((link) => ({
      ...linkKeys(link),
      ...(link.vertices.length > 0 ? { vertices: link.vertices } : {}),
    })),
  })
}
