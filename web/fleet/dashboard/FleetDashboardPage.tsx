import { Button } from '@mantine/core'
import { IconLayoutGridAdd, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { FleetWidget } from '@tocsin/contracts/fleet-dashboard.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, Page, Skeleton, useConfirm } from '../../ui/index.ts'
import { AddWidget } from './AddWidget.tsx'
import styles from './Dashboard.module.css'
import { dashboardTexts } from './texts.ts'
import { useDashboard } from './use-dashboard.ts'
import { WidgetDrawer } from './WidgetDrawer.tsx'
import { WidgetGrid } from './WidgetGrid.tsx'
import { newWidget } from './widget-places.ts'

/** Figures over all tenants on a grid of one's own (MSSP-10 … MSSP-16). */
export function FleetDashboardPage() {
  const t = useTexts(dashboardTexts)
  const confirm = useConfirm()
  const queryClient = useQueryClient()
  const dashboard = useDashboard()
  const [isCustomising, setCustomising] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const [editing, setEditing] = useState<FleetWidget | null>(null)
  const { id, widgets } = dashboard

  const refreshAll = () =>
    queryClient.refetchQueries({ predicate: ({ queryKey }) => queryKey[1] === 'getFleetDashboardData' })
  const remove = (widget: FleetWidget) =>
    void confirm({
      title: t('removeTitle', { name: widget.title }),
      text: t('removeText'),
      action: t('remove'),
      danger: true,
      run: () => dashboard.save((widgets ?? []).filter((one) => one.id !== widget.id)),
    })
  const change = async (widget: FleetWidget) => {
    await dashboard.save(
      (widgets ?? []).map((one) => (one.id === widget.id ? widget : one)),
      false,
    )
    await dashboard.forgetData(widget.id)
  }

  const actions = isCustomising ? (
    <>
      <Button leftSection={<IconLayoutGridAdd size={14} />} onClick={() => setAdding(true)}>
        {t('addWidget')}
      </Button>
      <Button variant="filled" onClick={() => setCustomising(false)}>
        {t('done')}
      </Button>
    </>
  ) : (
    <>
      <ActionButton leftSection={<IconRefresh size={14} />} onClick={refreshAll}>
        {t('refreshAll')}
      </ActionButton>
      <Button onClick={() => setCustomising(true)}>{t('customise')}</Button>
    </>
  )

  return (
    <Page title={t('title')} actions={widgets && actions}>
      {dashboard.error && !widgets && (
        <ErrorState error={dashboard.error} title={t('notRead')} retry={dashboard.retry} />
      )}
      {!dashboard.error && !widgets && <LoadingGrid />}
      {isCustomising && <p className={styles.hint}>{t('customHint')}</p>}
      {id && widgets && widgets.length > 0 && (
        <WidgetGrid
          dashboardId={id}
          widgets={widgets}
          isCustomising={isCustomising}
          onPlaces={(next) => void dashboard.save(next)}
          onEdit={setEditing}
          onRemove={remove}
        />
      )}
      {widgets?.length === 0 && (
        <EmptyState
          title={t('empty')}
          text={t('emptyText')}
          action={
            <Button variant="filled" onClick={() => setAdding(true)}>
              {t('addWidget')}
            </Button>
          }
        />
      )}
      {isAdding && (
        <AddWidget
          onAdd={(kind) => dashboard.save([...(widgets ?? []), newWidget(kind, t(kind), widgets ?? [])], false)}
          onClose={() => setAdding(false)}
        />
      )}
      {editing && <WidgetDrawer widget={editing} onSave={change} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function LoadingGrid() {
  return (
    <div className={styles.loading} aria-hidden>
      {[2, 1, 1, 4].map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places have no identity and never move
        <div key={index} className={styles.card} style={{ gridColumn: `span ${span}`, height: 300, padding: 16 }}>
          <Skeleton width="40%" />
        </div>
      ))}
    </div>
  )
}
