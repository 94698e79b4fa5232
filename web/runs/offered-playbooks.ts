import type { ResponseOf } from '@tocsin/contracts'
import type { listPlaybooks } from '@tocsin/contracts/playbook.ts'

type Playbook = ResponseOf<typeof listPlaybooks>['items'][number]

/** What can be run: enabled and published, those of the wanted type first (IPB-02). */
export function offeredPlaybooks(all: readonly Playbook[], type: string | null): Playbook[] {
  return all
    .filter(({ enabled, publishedVersion }) => enabled && publishedVersion !== null)
    .sort((one, other) => Number(other.type === type) - Number(one.type === type))
}
