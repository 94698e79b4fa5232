import { isIP } from 'node:net'
import type { InputField } from '@tocsin/contracts/integration.ts'

const domain = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i
const hex = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`, 'i')

const checks: Record<string, { test: (text: string) => boolean; what: string }> = {
  datetime: { test: (text) => !Number.isNaN(Date.parse(text)), what: 'a date and time, such as 2026-01-31T10:00:00Z' },
  domain: { test: (text) => domain.test(text), what: 'a domain, such as example.org' },
  'e-mail': { test: (text) => /^[^@\s]+@[^@\s]+$/.test(text), what: 'an e-mail address' },
  hash: {
    test: (text) => [32, 40, 64].some((length) => hex(length).test(text)),
    what: 'an MD5, SHA-1 or SHA-256 hash',
  },
  host: {
    test: (text) => domain.test(text) || isIP(text) > 0 || /^[a-z0-9-]+$/i.test(text),
    what: 'a host name or IP address',
  },
  integer: { test: (text) => /^[+-]?\d+$/.test(text), what: 'a whole number' },
  ip: { test: (text) => isIP(text) > 0, what: 'an IP address' },
  ipaddress: { test: (text) => isIP(text) > 0, what: 'an IP address' },
  ip_domain: { test: (text) => isIP(text) > 0 || domain.test(text), what: 'an IP address or a domain' },
  md5: { test: (text) => hex(32).test(text), what: 'an MD5 hash' },
  port: { test: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535, what: 'a port from 0 to 65535' },
  sha1: { test: (text) => hex(40).test(text), what: 'a SHA-1 hash' },
  sha256: { test: (text) => hex(64).test(text), what: 'a SHA-256 hash' },
  url: { test: (text) => URL.canParse(text), what: 'a URL' },
}

/** What is wrong with a value for this field, or null (OIF-07). Empty values are the caller's concern. */
export function checkFieldValue(
  field: Pick<InputField, 'label' | 'type' | 'validator' | 'values'>,
  value: string,
): string | null {
  if (field.type === 'number' && Number.isNaN(Number(value))) return `${field.label} must be a number`
  if (field.type === 'list' && field.values.length > 0 && !field.values.some(({ key }) => key === value)) {
    return `${field.label} must be one of ${field.values.map(({ key }) => key).join(', ')}`
  }
  const check = field.validator === null ? undefined : checks[field.validator]
  if (!check || check.test(value)) return null
  return `${field.label} must be ${check.what}`
}
