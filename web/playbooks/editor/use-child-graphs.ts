import { useQueries } from '@tanstack/react-query'
import { getPlaybook } from '@tocsin/contracts/playbook.ts'
import { listPlaybookShapes } from '@tocsin/contracts/playbook-shape.ts'
import { type PlaybookGraph, playbookNamed } from '@tocsin/engine/playbook/index.ts'
import { useMemo } from 'react'
import { asQuery, useEndpoint } from '../../api/index.ts'
import { readGraph } from './read-graph.ts'

/** Published graphs of the playbooks that a graph runs, by name in small letters, so that their outputs can be offered (NOD-64). */
export function useChildGraphs(graph: PlaybookGraph): ReadonlyMap<string, PlaybookGraph> {
  const names = [
    ...new Set(
      graph.nodes.flatMap((node) => (node.kind === 'playbook' || node.kind === 'repeat' ? [node.playbook] : [])),
    ),
  ].filter(Boolean)
  const { data } = useEndpoint(listPlaybookShapes, undefined, { enabled: names.length > 0 })
  const ids = names.flatMap((name) => playbookNamed(name, data?.items ?? [])?.id ?? [])
  const found = useQueries({
    queries: ids.map((id) => asQuery(getPlaybook, { params: { id } })),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  })
  return useMemo(
    () => new Map(found.flatMap(({ name, graph: own }) => (own ? [[name.trim().toLowerCase(), readGraph(own)]] : []))),
    [found],
  )
}
