import { getPreferences, setPreference } from '@tocsin/contracts/saved-query.ts'
import { useChange, useEndpoint } from '../../api/index.ts'
import { toast } from '../../ui/index.ts'

const name = 'playbook-autosave'

/** Whether drafts of all playbooks are saved by themselves; kept with the user's account (VER-02). */
export function useAutosave(doing: string): [boolean, (isOn: boolean) => void] {
  const { data } = useEndpoint(getPreferences)
  const change = useChange(setPreference)
  const wanted = change.isPending ? change.variables.body?.value : data?.preferences[name]
  const set = (isOn: boolean) =>
    change.mutate({ params: { name }, body: { value: isOn } }, { onError: (error) => void toast.failed(error, doing) })
  return [wanted !== false, set]
}
