import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Endpoint } from '@tocsin/contracts/endpoint.ts'
import type { Page } from '@tocsin/contracts/lists.ts'
import { useMemo, useRef } from 'react'
import type { z } from 'zod'
import { type CallInput, call } from './call.ts'
import { queryKey, type Subject, subjectOf } from './query-key.ts'

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
}

/** Query options of an endpoint, for `useQuery`, and for loaders: `queryClient.ensureQueryData(asQuery(getX, …))`. */
export function asQuery<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input?: CallInput<P, Q, B>,
) {
  const { params, query } = (input ?? {}) as Parts
  return queryOptions({
    queryKey: queryKey(endpoint, params, query),
    queryFn: ({ signal }) => call(endpoint, { ...input, signal } as CallInput<P, Q, B>),
  })
}

/** What an endpoint answers, cached and kept fresh by live updates. `keep` shows the last answer while a new one comes. */
export function useEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input?: CallInput<P, Q, B>,
  options: { enabled?: boolean; keep?: boolean; refetchInterval?: number | false } = {},
) {
  const { keep, ...rest } = options
  return useQuery({ ...asQuery(endpoint, input), ...rest, ...(keep ? { placeholderData: keepPreviousData } : {}) })
}

/** A list read page by page along its cursor; rows of all pages read so far, and the total of the last one. */
export function useList<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, Item>(
  endpoint: Endpoint<P, Q, B, z.ZodType<Page<Item>>>,
  input?: CallInput<P, Q, B>,
  options: { enabled?: boolean } = {},
) {
  const { params, query } = (input ?? {}) as Parts
  const result = useInfiniteQuery({
    ...infiniteQueryOptions({
      queryKey: [...queryKey(endpoint, params, query), 'pages'] as const,
      queryFn: ({ signal, pageParam }) =>
        call(endpoint, { ...input, query: { ...query, cursor: pageParam }, signal } as unknown as CallInput<P, Q, B>),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last: Page<Item>) => last.nextCursor ?? undefined,
    }),
    placeholderData: keepPreviousData,
    ...options,
  })
  // A query that fails, such as one that does not parse, leaves the last good rows in place (INC-24).
  const lastGood = useRef(result.data)
  if (result.data) lastGood.current = result.data
  const data = result.data ?? (result.error ? lastGood.current : undefined)
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items), [data])
  return {
    rows,
    total: data?.pages.at(-1)?.total,
    totalIsLeast: data?.pages.at(-1)?.totalIsLeast ?? false,
    error: result.error,
    /** The rows shown belong to an earlier query or sort. */
    isOld: result.isPlaceholderData || (result.error !== null && data !== undefined),
    isLoading: result.isPending,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => {
      if (result.hasNextPage && !result.isFetchingNextPage) void result.fetchNextPage()
    },
    retry: () => void result.refetch(),
  }
}

export type ListResult<Item> = Omit<ReturnType<typeof useList>, 'rows'> & { rows: Item[] | undefined }

/** A key that makes a write that is sent twice one. Not `randomUUID`: that needs HTTPS. */
function newIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * A write. After a success everything shown of the resource is fetched again; `alsoChanges` names other resources
 * that the write changes. The form or the confirm that calls it shows the error.
 */
export function useChange<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  options: { alsoChanges?: string[] } = {},
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: CallInput<P, Q, B>) =>
      call(endpoint, { idempotencyKey: newIdempotencyKey(), ...input } as CallInput<P, Q, B>),
    onSuccess: () => {
      const touched = new Set([subjectOf(endpoint.path).resource, ...(options.alsoChanges ?? [])])
      return queryClient.invalidateQueries({
        predicate: ({ queryKey: [subject] }) => touched.has((subject as Subject | undefined)?.resource ?? ''),
      })
    },
  })
}
