import { pingTenant } from '@tocsin/contracts/fleet.ts'
import { useCallback, useState } from 'react'
import type { z } from 'zod'
import { useChange, useErrorText } from '../../api/index.ts'

export type Ping = z.infer<typeof pingTenant.response> | 'busy'

/** The pings of this page by tenant, and how to make one. A call that fails altogether is an answer too. */
export function usePings() {
  const [pings, setPings] = useState<ReadonlyMap<string, Ping>>(new Map())
  const describe = useErrorText()
  const { mutateAsync } = useChange(pingTenant)
  const note = useCallback((id: string, ping: Ping) => setPings((before) => new Map(before).set(id, ping)), [])
  const ping = async (id: string) => {
    note(id, 'busy')
    const answer = await mutateAsync({ params: { id } }).catch(
      (error: unknown): Ping => ({ ok: false, roundTripMs: null, error: describe(error) }),
    )
    note(id, answer)
  }
  return { pings, ping }
}
