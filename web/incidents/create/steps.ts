import type { Artifact, FieldDescription } from '@tocsin/contracts/incident.ts'
import type { IncidentTemplate } from '@tocsin/contracts/incident-template.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { inputValue, missingFields, sameValue } from '../../custom-fields/index.ts'

type Values = Record<string, Json>

/** What a person fills in; the label gives the Incident ID unless he does (NEW-02). */
export function creationFields(fields: FieldDescription[]): FieldDescription[] {
  return fields
    .filter((field) => !field.readOnly)
    .map((field) => (field.internalName === 'incidentid' ? { ...field, required: false } : field))
}

/** Values before anybody typed: defaults of the fields, and over them those of the template (TPL-07). */
export function startValues(fields: FieldDescription[], template: IncidentTemplate | null): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const given = template?.defaults[field.internalName]
      return [field.internalName, inputValue(field, given ?? field.defaultValue)]
    }),
  )
}

/** What another template changes: every value that is still as the former one left it, so that nothing typed is lost. */
export function templateChanges(
  fields: FieldDescription[],
  values: Values,
  from: IncidentTemplate | null,
  to: IncidentTemplate | null,
): Values {
  const [before, after] = [startValues(fields, from), startValues(fields, to)]
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => sameValue(values[name], before[name]) && !sameValue(value, values[name]),
    ),
  )
}

/** Empty rows are no artifacts; half-filled ones are a mistake. */
export function filledArtifacts(rows: Artifact[]): Artifact[] {
  return rows
    .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name !== '' || value !== '')
}

export const isHalfFilled = (rows: Artifact[]) =>
  filledArtifacts(rows).some(({ name, value }) => name === '' || value === '')

/** Names of what is still needed in the first step (NEW-08). */
export function missingNames(fields: FieldDescription[], values: Values): string[] {
  return missingFields(fields, values).map(({ name }) => name)
}

/** Playbooks to choose from: published and enabled, those of the incident's types first (NEW-03). */
export function offeredPlaybooks(playbooks: Playbook[], types: Json | undefined) {
  const wanted = new Set((Array.isArray(types) ? types : [types]).map((type) => String(type).toLowerCase()))
  const isRecommended = ({ type }: Playbook) => type !== null && wanted.has(type.toLowerCase())
  return playbooks
    .filter(({ enabled, publishedVersion }) => enabled && publishedVersion !== null)
    .map((playbook) => ({ playbook, isRecommended: isRecommended(playbook) }))
    .toSorted(
      (one, other) =>
        Number(other.isRecommended) - Number(one.isRecommended) || one.playbook.name.localeCompare(other.playbook.name),
    )
}
