import type { ErrorDetail } from '@tocsin/contracts/errors.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject } from '../../canonical/canonical-json.ts'
import { FormatError } from '../format-error.ts'
import { type DocumentPath, type DocumentSource, describePath } from './document-source.ts'

/** As many errors and warnings as somebody reads. */
const most = 50

/** What is found while a file is read: errors make it unreadable, warnings are shown to the person who imports it. */
export class Findings {
  readonly errors: ErrorDetail[] = []
  private readonly found: string[] = []
  private more = 0

  constructor(private readonly source: DocumentSource) {}

  error(path: DocumentPath, message: string): void {
    // Whoever reads the file learns nothing more from the thousandth; to find its line takes time.
    const position = this.errors.length < most ? this.source.positionOf(path) : undefined
    this.errors.push({ path: describePath(path), ...position, message })
  }

  warn(path: DocumentPath, message: string): void {
    if (this.found.length >= most) {
      this.more += 1
      return
    }
    const line = this.source.positionOf(path)?.line
    this.found.push(`${line === undefined ? '' : `Line ${line}, `}${describePath(path) || 'file'}: ${message}`)
  }

  get warnings(): string[] {
    return this.more === 0 ? this.found : [...this.found, `And ${this.more} more of the kind.`]
  }

  /** Throws FormatError when there were errors; `what` is the kind of file. */
  throwErrors(what: string): void {
    const errors = this.errors.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0)
    const [first] = errors
    if (!first) return
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    const where = first.line === undefined ? '' : `line ${first.line}, `
    const message = `The ${what} cannot be read: ${where}${first.path || 'file'}: ${first.message}${more}`
    throw new FormatError('unreadable_file', message, errors.slice(0, most))
  }
}

export type JsonRecord = { [key: string]: Json }

/** One map of a file, read key by key; `rest` is what nobody asked for. */
export class RecordReader {
  private readonly taken = new Set<string>()

  constructor(
    readonly source: DocumentSource,
    readonly findings: Findings,
    readonly path: DocumentPath,
    private readonly record: JsonRecord,
  ) {}

  /** The value as it is; undefined if the key is absent. */
  value(key: string): Json | undefined {
    this.taken.add(key)
    return Object.hasOwn(this.record, key) ? this.record[key] : undefined
  }

  has(key: string): boolean {
    return Object.hasOwn(this.record, key) && this.record[key] !== null
  }

  /** Text, also where the file has a number or a truth value; null if absent, null or a list. */
  text(key: string): string | null {
    const value = this.value(key)
    if (value === undefined || value === null) return null
    if (typeof value === 'string') return value
    if (typeof value !== 'object') return this.source.textOf([...this.path, key]) ?? String(value)
    this.warn(key, 'is not text and was left out.')
    return null
  }

  requiredText(key: string): string {
    const text = this.text(key)
    if (text !== null && text.trim() !== '') return text
    this.error(key, this.has(key) ? 'must not be empty.' : `"${key}" is missing.`)
    return ''
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.value(key)
    if (value === undefined || value === null || value === '') return fallback
    if (typeof value === 'boolean') return value
    const word = String(value).toLowerCase()
    if (['true', 'yes', 'on', '1'].includes(word)) return true
    if (!['false', 'no', 'off', '0'].includes(word)) this.warn(key, `should be true or false; ${fallback} was taken.`)
    return ['false', 'no', 'off', '0'].includes(word) ? false : fallback
  }

  number(key: string): number | null {
    const value = this.value(key)
    if (value === undefined || value === null || value === '') return null
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
    this.warn(key, 'should be a number and was left out.')
    return null
  }

  /** Texts of a list; a single text is a list of one. */
  texts(key: string): string[] {
    const value = this.value(key)
    if (value === undefined || value === null || value === '') return []
    const list = Array.isArray(value) ? value : [value]
    return list.flatMap((item, index) => {
      if (typeof item === 'object') return []
      return [typeof item === 'string' ? item : (this.source.textOf([...this.path, key, index]) ?? String(item))]
    })
  }

  /** A map inside; null if absent. */
  child(key: string): RecordReader | null {
    const value = this.value(key)
    if (isJsonObject(value)) return this.inside([key], value)
    if (value !== undefined && value !== null && value !== '') this.warn(key, 'should be a map and was left out.')
    return null
  }

  /** The maps of a list; absent is empty, a single map a list of one. */
  children(key: string): RecordReader[] {
    const value = this.value(key)
    if (value === undefined || value === null || value === '') return []
    if (isJsonObject(value)) return [this.inside([key], value)]
    if (!Array.isArray(value)) {
      this.warn(key, 'should be a list and was left out.')
      return []
    }
    return value.flatMap((item, index) => {
      if (isJsonObject(item)) return [this.inside([key, index], item)]
      this.findings.warn([...this.path, key, index], 'should be a map and was left out.')
      return []
    })
  }

  /** As `children`, of a list without which the file would mean something else: anything but maps is an error. */
  list(key: string): RecordReader[] {
    const value = this.value(key)
    if (value === undefined || value === null || value === '') return []
    if (!Array.isArray(value)) {
      this.error(key, `should be a list, but is ${nameOf(value)}.`)
      return []
    }
    return value.flatMap((item, index) => {
      if (isJsonObject(item)) return [this.inside([key, index], item)]
      this.findings.error([...this.path, key, index], `should be a map of keys, but is ${nameOf(item)}.`)
      return []
    })
  }

  /** The keys of this map in the order of the file. */
  keys(): string[] {
    return this.source.keysOf(this.path).filter((key) => Object.hasOwn(this.record, key))
  }

  /** What nobody asked for: kept, and written back (formats.md 13.1). */
  rest(): JsonRecord {
    return Object.fromEntries(Object.entries(this.record).filter(([key]) => !this.taken.has(key)))
  }

  error(key: string, message: string): void {
    this.findings.error([...this.path, key], message)
  }

  warn(key: string, message: string): void {
    this.findings.warn([...this.path, key], message)
  }

  private inside(steps: DocumentPath, record: JsonRecord): RecordReader {
    return new RecordReader(this.source, this.findings, [...this.path, ...steps], record)
  }
}

function nameOf(value: Json): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  const names: Record<string, string> = { object: 'a map of keys', string: 'a text', number: 'a number' }
  return names[typeof value] ?? 'true or false'
}
