import type { ErrorBody, ErrorDetail } from '@tocsin/contracts'
import type { compatibleError } from '@tocsin/contracts/compatibility.ts'
import type { z } from 'zod'

/** As many places as somebody reads in one text. */
const most = 20

/** `{error, description}`: the code, and a text with every place that is wrong (API-11). */
export function describeFailure({ code, message, details = [] }: ErrorBody): z.infer<typeof compatibleError> {
  const signIn =
    code === 'not_signed_in'
      ? ' These calls take basic authentication: the id of an API key as user, the key as password.'
      : ''
  const places = details.map(describePlace).filter((place) => !message.includes(place))
  const more = places.length > most ? [`and ${places.length - most} more`] : []
  return { error: code, description: [message + signIn, ...places.slice(0, most), ...more].join('\n') }
}

function describePlace({ path, line, column, message }: ErrorDetail): string {
  const place = [line && `line ${line}`, column && `column ${column}`, path].filter(Boolean).join(', ')
  return place === '' ? message : `${place}: ${message}`
}
