import { codeBlock, writeYaml } from '../yaml/write-yaml.ts'
import type { IntegrationDefinition } from './definition.ts'
import { extraOf, fieldKeys, optional, withExtra } from './write-fields.ts'

/** An integration definition as YAML: keys in the order of the format, code as blocks (formats.md 13.2). */
export function writeIntegration(definition: IntegrationDefinition): string {
  const { extra } = definition
  const script = { type: definition.language, test_connection_code: codeBlock(definition.testCode) }
  const configuration = {
    testable_connection: definition.testable,
    require_proxy_config: definition.proxy,
    data_attributes: new Map(definition.fields.map((field) => [field.id, withExtra(fieldKeys(field), field.extra)])),
    ...(definition.listing.length > 0 ? { listing_attributes: listingKeys(definition) } : {}),
  }
  const known = {
    name: definition.name,
    ...optional('official_name', definition.officialName),
    version: definition.version,
    ...optional('icon', definition.icon),
    script: withExtra(script, extraOf(extra, 'script')),
    docker_repo_tag: definition.image,
    ...(definition.localImage ? { local_repo: true } : {}),
    configuration: withExtra(configuration, extraOf(extra, 'configuration')),
    ...optional('signature', definition.signature),
  }
  return writeYaml(withExtra(known, extra))
}

function listingKeys({ listing }: IntegrationDefinition) {
  return new Map(listing.map(({ field, name, extra }) => [field, withExtra({ name }, extra)]))
}
