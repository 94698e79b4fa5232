import { useQueryClient } from '@tanstack/react-query'
import {
  changeFleetDashboard,
  type FleetDashboard,
  type FleetWidget,
  getFleetDashboardData,
  listFleetDashboards,
} from '@tocsin/contracts/fleet-dashboard.ts'
import { useRef, useState } from 'react'
import { asQuery, call, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { dashboardTexts } from './texts.ts'

/** My dashboard. Changes are seen at once and kept one after the other; what cannot be kept is taken back with the reason. */
export function useDashboard() {
  const t = useTexts(dashboardTexts)
  const queryClient = useQueryClient()
  const { data, error, refetch } = useEndpoint(listFleetDashboards)
  const [draft, setDraft] = useState<FleetWidget[] | null>(null)
  const writing = useRef<Promise<unknown>>(Promise.resolve())
  const newest = useRef(0)
  const stored = data?.items[0]

  const write = async (id: string, widgets: FleetWidget[]) => {
    const kept = await call(changeFleetDashboard, { params: { id }, body: { widgets } })
    queryClient.setQueryData(
      asQuery(listFleetDashboards).queryKey,
      (before: { items: FleetDashboard[] } | undefined) =>
        before ? { items: before.items.map((one) => (one.id === id ? kept : one)) } : before,
    )
  }

  const save = async (widgets: FleetWidget[], isShownAtOnce = true): Promise<void> => {
    if (!stored) return
    newest.current += 1
    const turn = newest.current
    if (isShownAtOnce) setDraft(widgets)
    const mine = writing.current.catch(() => {}).then(() => write(stored.id, widgets))
    writing.current = mine
    try {
      await mine
    } catch (failure) {
      toast.failed(failure, t('saveFailed'))
      void refetch()
    } finally {
      if (turn === newest.current) setDraft(null)
    }
  }

  /** After other settings the figures are other figures. */
  const forgetData = (widget: string) =>
    stored &&
    queryClient.resetQueries({
      queryKey: asQuery(getFleetDashboardData, { params: { id: stored.id }, query: { widget } }).queryKey,
    })

  return {
    id: stored?.id,
    widgets: draft ?? stored?.widgets,
    error,
    retry: () => void refetch(),
    save,
    forgetData,
  }
}
