import { notFound } from '@tanstack/react-router'
import type { Capability } from '@tocsin/contracts/capabilities.ts'
import type { SessionInfo } from '@tocsin/contracts/session.ts'
import { needs } from '../shell/index.ts'

/** For the `beforeLoad` of the console's pages: they do not exist in an instance without a console (MSSP-09). */
export function consoleOnly(capability: Capability) {
  const check = needs(capability)
  return ({ context }: { context: { session: SessionInfo } }) => {
    if (!context.session.instance.console) throw notFound()
    check({ context })
  }
}
