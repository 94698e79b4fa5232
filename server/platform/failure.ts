import type { ErrorCode, ErrorDetail } from '@tocsin/contracts'

/**
 * An expected refusal: carries a code of the closed list and a sentence for the person who must act.
 * Everything else that is thrown is a bug, logged with its cause and answered as `internal`.
 */
export class Failure extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: ErrorDetail[],
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = 'Failure'
  }
}

/** The failure for something that does not exist or that the caller may not know of. */
export function notFound(what: string, id: string): Failure {
  return new Failure('not_found', `There is no ${what} ${id}.`)
}

/** The failure for a capability that the caller lacks. */
export function notAllowed(what: string): Failure {
  return new Failure('not_allowed', `You may not ${what}. An administrator can add this to your profile.`)
}
