import type { RunDetail } from '@tocsin/contracts/run.ts'
import { lazy, Suspense } from 'react'
import { SkeletonLines } from '../ui/index.ts'

// The canvas is heavy; pages that may show a run load it only when they do.
const Loaded = lazy(async () => ({ default: (await import('./RunGraph.tsx')).RunGraph }))

/** A run as graph, list or waterfall with the panel of the chosen node, for pages of other folders. */
export function RunGraph({ run }: { run: RunDetail }) {
  return (
    <Suspense fallback={<SkeletonLines lines={6} />}>
      <Loaded run={run} />
    </Suspense>
  )
}
