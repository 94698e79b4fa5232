import { isIP } from 'node:net'
import type { Json } from '@tocsin/contracts'
import { cleanHtml } from '../platform/index.ts'
import type { Field } from './field.ts'

/** The sentence that says why a value does not fit its field. */
export class Unfit extends Error {}

const MAX_TEXT = 65_536

/**
 * A value as its field stores it: the spelling of the list, numbers as numbers, times as ISO 8601 in UTC, HTML
 * sanitised; null for an empty one. Throws `Unfit`. `former` is the present value, which may be a retired one (CF-20).
 */
export function normaliseValue(field: Field, value: Json, former: Json = null): Json {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null
  switch (field.type) {
    case 'text':
    case 'user':
      return asText(value)
    case 'html':
      return cleanHtml(asText(value))
    case 'list':
      return asOption(field, asText(value), former)
    case 'multilist':
      return asLabels(field, value, former)
    case 'tags':
      return asTags(value)
    case 'numeric':
    case 'integer':
      return asNumber(value)
    case 'checkbox':
      return asFlag(value)
    case 'datetime':
      return asMoment(value)
    case 'ip':
      return asAddress(value)
  }
}

function asText(value: Json): string {
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (text.length > MAX_TEXT) throw new Unfit(`is longer than ${MAX_TEXT} characters`)
  // PostgreSQL stores no NUL character.
  return text.replaceAll('\u0000', '')
}

function asOption(field: Field, text: string, former: Json): string {
  const wanted = text.trim().toLowerCase()
  const known =
    field.options.find((option) => option.label.toLowerCase() === wanted) ??
    field.options.find((option) => option.id === text)
  if (!known) {
    const labels = field.options.filter((option) => !option.retired).map((option) => option.label)
    throw new Unfit(`"${text}" is none of ${labels.join(', ') || 'its values, of which there are none yet'}`)
  }
  const wasThere = Array.isArray(former) ? former.includes(known.label) : former === known.label
  if (known.retired && !wasThere) throw new Unfit(`"${known.label}" is retired and cannot be chosen any more`)
  return known.label
}

function asLabels(field: Field, value: Json, former: Json): Json {
  const list = Array.isArray(value) ? value : [value]
  const labels = [...new Set(list.map((each) => asOption(field, asText(each), former)))]
  return labels.length === 0 ? null : labels
}

function asTags(value: Json): Json {
  const list = Array.isArray(value) ? value.map(asText) : asText(value).split(',')
  const tags = [...new Set(list.map((tag) => tag.trim()).filter((tag) => tag !== ''))]
  if (tags.some((tag) => tag.length > 255)) throw new Unfit('has a tag of more than 255 characters')
  return tags.length === 0 ? null : tags
}

function asNumber(value: Json): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isFinite(number)) throw new Unfit(`${show(value)} is not a number`)
  return number
}

function asFlag(value: Json): boolean {
  const text = String(value).trim().toLowerCase()
  if (['true', 'yes', '1', 'on'].includes(text)) return true
  if (['false', 'no', '0', 'off'].includes(text)) return false
  throw new Unfit(`${show(value)} is neither true nor false`)
}

/** ISO 8601, or seconds or milliseconds since 1970 as alerts have them. */
function asMoment(value: Json): string {
  const number = typeof value === 'number' || /^\d{9,13}(\.\d+)?$/.test(String(value)) ? Number(value) : null
  const text = String(value).trim()
  if (number === null && !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(text))
    throw new Unfit(`${show(value)} is no time`)
  const isLocal = number === null && /[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)
  const moment = number === null ? new Date(isLocal ? `${text.replace(' ', 'T')}Z` : text) : fromEpoch(number)
  const year = moment.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) throw new Unfit(`${show(value)} is no time`)
  return moment.toISOString()
}

function fromEpoch(number: number): Date {
  return new Date(Math.abs(number) < 1e11 ? number * 1000 : number)
}

function asAddress(value: Json): string {
  const text = asText(value).trim()
  if (isIP(text) === 0) throw new Unfit(`"${text}" is not an IP address`)
  return text.toLowerCase()
}

function show(value: Json): string {
  return JSON.stringify(value).slice(0, 100)
}
