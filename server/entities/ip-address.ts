import { isIPv4, isIPv6 } from 'node:net'

/** An address in canonical form (ENT-05): IPv6 compressed and lower-case, IPv4 inside IPv6 as IPv4; null for none. */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text
  if (!isIPv6(text) || text.includes('%')) return null
  const compressed = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(compressed)
  if (!mapped) return compressed
  const high = Number.parseInt(mapped[1] ?? '0', 16)
  const low = Number.parseInt(mapped[2] ?? '0', 16)
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** True for addresses that name no host: unspecified, loopback, broadcast. */
export function isNobody(address: string): boolean {
  return /^(0\.|127\.)/.test(address) || address === '255.255.255.255' || address === '::' || address === '::1'
}
