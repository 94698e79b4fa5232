import { FormatError } from '@tocsin/content'
import { Failure } from '../platform/index.ts'

/** What was thrown, as the caller's to put right where a file cannot be read: lines and keys are in the details (OIF-16). */
export function explainFormat(error: unknown): unknown {
  return error instanceof FormatError ? new Failure(error.code, error.message, error.details) : error
}
