import type { ErrorDetail } from '@tocsin/contracts/errors.ts'

/** A code of the API's own list: the file is not what it should be, or too much of it. */
export type FormatErrorCode = 'unreadable_file' | 'too_large'

/** Why a file could not be read: the only error that readers throw. `details` name the places (OIF-16). */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  constructor(
    readonly code: FormatErrorCode,
    message: string,
    readonly details: ErrorDetail[] = [],
  ) {
    super(message)
  }
}

/** The same error as part of a larger file: paths begin with the name of the file inside. */
export function insideFile(file: string, error: FormatError): ErrorDetail[] {
  if (error.details.length === 0) return [{ path: file, message: error.message }]
  return error.details.map((detail) => ({ ...detail, path: detail.path ? `${file}: ${detail.path}` : file }))
}
