import type { FieldSection } from '@tocsin/contracts/custom-field.ts'
import { type FieldDescription, listFields } from '@tocsin/contracts/incident.ts'
import { useMemo } from 'react'
import { asQuery, useEndpoint } from '../api/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { localised } from './shipped-names.ts'

/** For loaders of pages that cannot be drawn without the catalogue. */
export const fieldsQuery = (section: FieldSection) => asQuery(listFields, { query: { section } })

const none: FieldDescription[] = []

/** All fields of a section in the order of its forms, default and own. */
export function useFields(section: FieldSection) {
  const { data, error, refetch } = useEndpoint(listFields, { query: { section } })
  const { language } = useLanguage()
  const items = data?.items ?? none
  const fields = useMemo(() => items.map((field) => localised(field, language)), [items, language])
  const byName = useMemo(() => new Map(fields.map((field) => [field.internalName, field])), [fields])
  return { fields, byName, isLoading: data === undefined && !error, error, retry: () => void refetch() }
}
