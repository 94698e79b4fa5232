import { isIPv4 } from 'node:net'
import { Failure } from '../platform/index.ts'

/** The address of an instance without what may follow it; refuses what the link must not speak over (FLT-04). */
export function readPeerAddress(given: string): string {
  if (!URL.canParse(given)) throw wrongAddress(`"${given}" is not an address.`)
  const url = new URL(given)
  if (url.username !== '' || url.password !== '') throw wrongAddress('An address with a password in it is not used.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw wrongAddress(
      `${url.protocol}//${url.host} is not encrypted. Use https for any address but this machine's own.`,
    )
  }
  const path = url.pathname.replace(/\/+$/, '')
  if (!/^\/[a-z][a-z0-9-]*$/.test(path)) {
    throw wrongAddress(`Give the address of the instance, such as ${url.origin}/acme.`)
  }
  return url.origin + path
}

export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true
  return isIPv4(hostname) && hostname.startsWith('127.')
}

function wrongAddress(message: string): Failure {
  return new Failure('invalid_input', message, [{ path: 'url', message }])
}
