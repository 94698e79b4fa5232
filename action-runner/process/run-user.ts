import { randomInt } from 'node:crypto'
import { usersWithProcesses } from './process-table.ts'

/** User ids that no distribution, container engine or systemd hands out. */
const firstUser = 60706
const lastUser = 61183

/** A server that runs as root gives every run a user of its own, so that runs cannot reach each other or the server. */
export interface RunUsers {
  take(): number
  giveBack(uid: number): void
}

export function createRunUsers(): RunUsers {
  const taken = new Set<number>()
  return {
    take() {
      // Also not one that another deployment on this machine uses at the moment.
      const busy = usersWithProcesses()
      let uid: number
      do uid = randomInt(firstUser, lastUser + 1)
      while (taken.has(uid) || (busy.has(uid) && taken.size + busy.size < lastUser - firstUser))
      taken.add(uid)
      return uid
    },
    giveBack(uid) {
      taken.delete(uid)
    },
  }
}
