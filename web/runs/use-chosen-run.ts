import { useNavigate, useSearch } from '@tanstack/react-router'

/** The chosen run, and the playbook of an incident where none of its runs is chosen; both are in the URL. */
export function useChosenRun() {
  const navigate = useNavigate()
  const { run, playbook } = useSearch({ strict: false }) as { run?: string; playbook?: string }
  const put = (values: { run?: string; playbook?: string }) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({
        ...before,
        run: values.run,
        playbook: values.playbook,
        node: undefined,
      })) as never,
      replace: true,
    })
  return {
    run,
    playbook,
    chooseRun: (id: string) => put({ run: id }),
    choosePlaybook: (id: string) => put({ playbook: id }),
  }
}
