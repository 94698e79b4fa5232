import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'

/** Query and sort of a list, kept in the URL. `sort` is the list's own order when the URL names none. */
export function useListSearch(defaults: { sort?: string; query?: string } = {}) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const query = search.query ?? defaults.query ?? ''
  const sort = search.sort ?? defaults.sort
  return useMemo(() => {
    const set = (change: Record<string, string | undefined>) =>
      void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...change }), replace: true })
    return {
      query,
      sort,
      /** What to pass to the list's endpoint. */
      input: { query: { query: query || undefined, sort } },
      /** For the table: clears the query while there is one. */
      onClearSearch: query ? () => set({ query: defaults.query ? '' : undefined }) : undefined,
      setQuery: (next: string) => set({ query: next || (defaults.query ? '' : undefined) }),
      setSort: (next: string | undefined) => set({ sort: next }),
    }
  }, [navigate, query, sort, defaults.query])
}
