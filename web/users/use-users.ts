import { listUsers, type User } from '@tocsin/contracts/access.ts'
import { useEndpoint } from '../api/index.ts'

/** Users as choices for owner and assignee: the active ones, and `keep` even when it is not. */
export function useUserChoices(keep?: string | null): { value: string; label: string }[] {
  const { data } = useEndpoint(listUsers)
  return userChoices(data?.items ?? [], keep)
}

export function userChoices(users: User[], keep?: string | null): { value: string; label: string }[] {
  return users
    .filter((user) => user.active || user.id === keep)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((one, other) => one.label.localeCompare(other.label))
}
