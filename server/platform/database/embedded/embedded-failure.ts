import { Failure } from '../../failure.ts'

/** Why the embedded PostgreSQL cannot serve; each goes with one sentence that says what to do. */
export type EmbeddedReason =
  | 'data_directory_in_use'
  | 'data_directory_unwritable'
  | 'other_version'
  | 'no_binaries'
  | 'no_account'
  | 'did_not_start'

/** A start of the embedded PostgreSQL that somebody has to do something about; the message is one line for a person. */
export class EmbeddedFailure extends Failure {
  constructor(
    readonly reason: EmbeddedReason,
    message: string,
    cause?: unknown,
  ) {
    super(reason === 'data_directory_in_use' ? 'in_use' : 'unavailable', message, undefined, { cause })
    this.name = 'EmbeddedFailure'
  }
}

/** Runs `work` on the file system; a refusal becomes a failure that names the directory and the way out. */
export function writing<T>(directory: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = refusals[code]
    if (!why) throw error
    throw new EmbeddedFailure(
      'data_directory_unwritable',
      `The data directory ${directory} cannot be written: ${why}. Make it writable for this user or set TOCSIN_DATA to another directory.`,
      error,
    )
  }
}

const refusals: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file of that name is in the way',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the path is too long',
}
