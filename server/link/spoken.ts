import { LINK_PROTOCOL } from '@tocsin/contracts/link.ts'
import project from '../package.json' with { type: 'json' }

/** What this program says of itself in every exchange (FLT-09). */
export const spoken = { protocol: LINK_PROTOCOL, product: project.version }

/** Null when both sides understand each other, else why not. */
export function versionProblem(protocol: number, product: string): string | null {
  if (protocol === LINK_PROTOCOL) return null
  return `The other side (version ${product}) speaks link protocol ${protocol}, this one (${spoken.product}) speaks ${LINK_PROTOCOL}. Bring the older one up to date.`
}
