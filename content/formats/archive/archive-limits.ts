import { FormatError } from '../format-error.ts'

/** How much an archive may hold (formats.md 5). */
export interface ArchiveLimits {
  files: number
  /** Bytes of all files together, unpacked. */
  bytes: number
}

export const archiveLimits: ArchiveLimits = { files: 500, bytes: 50 * 1024 * 1024 }

export interface PackedFile {
  /** The name without folders. */
  name: string
  content: Uint8Array
}

export function tooManyFiles(limits: ArchiveLimits): FormatError {
  return new FormatError('too_large', `The archive holds more than ${limits.files} files.`)
}

export function tooManyBytes(limits: ArchiveLimits): FormatError {
  const size = limits.bytes >= 1024 * 1024 ? `${Math.round(limits.bytes / 1024 / 1024)} MB` : `${limits.bytes} bytes`
  return new FormatError('too_large', `The archive holds more than ${size} unpacked.`)
}

export function unreadableArchive(reason: string): FormatError {
  return new FormatError('unreadable_file', `The archive cannot be read: ${reason}`)
}
