import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** One value of the URL, such as a filter: `const [state, setState] = useSearchValue('state')`. */
export function useSearchValue(name: string): [string | undefined, (value: string | undefined) => void] {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const set = useCallback(
    (value: string | undefined) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, [name]: value || undefined }),
        replace: true,
      }),
    [navigate, name],
  )
  return [search[name], set]
}
