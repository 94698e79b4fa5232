import { fileReference } from '../archive/file-reference.ts'
import { codeBlock, writeYaml } from '../yaml/write-yaml.ts'
import type { ActionDefinition, ActionSchedule } from './definition.ts'
import { extraOf, fieldKeys, optional, withExtra } from './write-fields.ts'

/** An action definition as YAML: keys in the order of the format, code as a block (formats.md 13.2). */
export function writeAction(definition: ActionDefinition): string {
  return writeYaml(actionKeys(definition))
}

/** The wrapped form that archives hold, with the reference to the file of the integration (formats.md 5). */
export function writeArchivedAction(definition: ActionDefinition, integrationFile: string): string {
  return writeYaml({ action: actionKeys(definition), integration: fileReference(integrationFile) })
}

function actionKeys(definition: ActionDefinition): Record<string, unknown> {
  const { extra, preview } = definition
  const known = {
    integration: definition.integration,
    name: definition.name,
    type: definition.type,
    script: withExtra({ code: codeBlock(definition.code) }, extraOf(extra, 'script')),
    fields: definition.fields.map((field) => withExtra({ id: field.id, ...inputKeys(field) }, field.extra)),
    output: definition.output.map((output) =>
      withExtra(
        {
          path: output.path,
          ...optional('type', output.type),
          ...optional('example', output.example),
          ...optional('description', output.description),
        },
        output.extra,
      ),
    ),
    ...(definition.tableView.length > 0 ? { table_view: tableKeys(definition) } : {}),
    ...(definition.useInTriage ? { use_in_triage: true } : {}),
    ...optional('src_doc', preview.html),
    ...optional('url_preview', preview.url),
    ...optional('image_base64_png', preview.png),
    ...optional('image_base64_jpg', preview.jpg),
    ...optional('signature', definition.signature),
    ...scheduleKeys(definition),
    ...triggerKeys(definition),
  }
  return withExtra(known, extra)
}

function inputKeys(field: ActionDefinition['fields'][number]): Record<string, unknown> {
  const { observables } = field
  return {
    ...fieldKeys(field),
    ...(field.incidentArtifacts ? { incident_artifacts: true } : {}),
    ...(observables.length > 0 ? { observables: observables.length === 1 ? observables[0] : observables } : {}),
  }
}

function tableKeys({ tableView }: ActionDefinition) {
  return tableView.map(({ name, path, link, extra }) =>
    withExtra({ display_name: name, value: path, ...(link ? { type: 'link' } : {}) }, extra),
  )
}

function scheduleKeys({ schedule }: ActionDefinition): Record<string, unknown> {
  if (!schedule) return {}
  const { exit } = schedule
  const times = { every: schedule.every, ...optional('expire', schedule.expire) }
  return {
    ...(exit ? { exit_condition: [withExtra(exitKeys(exit), exit.extra)] } : {}),
    ...(schedule.force ? { 're-execution': 'force' } : {}),
    scheduled: [withExtra(times, schedule.extra)],
  }
}

function exitKeys({ path, values }: NonNullable<ActionSchedule['exit']>) {
  return { path, string: values.length === 1 ? values[0] : values }
}

function triggerKeys({ trigger }: ActionDefinition): Record<string, unknown> {
  if (!trigger) return {}
  return {
    hook: trigger.hooks,
    ...optional('check_not_null_field', trigger.checkNotNullField),
    ...(trigger.showModal ? {} : { show_modal: false }),
  }
}
