import { ActionIcon, Menu } from '@mantine/core'
import { IconChartBar, IconDots, IconGripVertical, IconRefresh, IconTable } from '@tabler/icons-react'
import { type FleetWidget, getFleetDashboardData } from '@tocsin/contracts/fleet-dashboard.ts'
import { type KeyboardEvent, useId, useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ErrorState, SkeletonLines } from '../../ui/index.ts'
import { useTargetWords } from '../targets/use-target-words.ts'
import styles from './Dashboard.module.css'
import { useRangeWords } from './range-words.ts'
import { dashboardTexts } from './texts.ts'
import { WidgetAge } from './WidgetAge.tsx'
import { WidgetFigures } from './WidgetFigures.tsx'

interface WidgetCardProps {
  dashboardId: string
  widget: FleetWidget
  isCustomising: boolean
  /** Arrow keys on the grip, while customising. */
  onKey: (event: KeyboardEvent) => void
  onEdit: () => void
  onRemove: () => void
}

/** One widget: title, range, refresh, figures, and how old the oldest of them are (MSSP-12, MSSP-14). */
export function WidgetCard({ dashboardId, widget, isCustomising, onKey, onEdit, onRemove }: WidgetCardProps) {
  const t = useTexts(dashboardTexts)
  const rangeWords = useRangeWords()
  const targetWords = useTargetWords()
  const titleId = useId()
  const [isTable, setTable] = useState(false)
  const { data, error, isFetching, refetch } = useEndpoint(
    getFleetDashboardData,
    { params: { id: dashboardId }, query: { widget: widget.id } },
    { refetchInterval: widget.refresh === 0 ? false : widget.refresh * 60_000 },
  )
  const figures = data?.widgets[0]
  const name = widget.title
  const isForAll = 'all' in widget.targets && !widget.targets.except?.length
  const scope = [isForAll ? null : targetWords(widget.targets), rangeWords(widget)].filter(Boolean).join(' · ')
  return (
    <section className={styles.card} aria-labelledby={titleId} data-custom={isCustomising || undefined}>
      <header className={`${styles.head} ${styles.handle}`}>
        {isCustomising && (
          <button
            type="button"
            className={styles.grip}
            aria-label={t('moveHint', { name })}
            title={t('moveHint', { name })}
            onKeyDown={onKey}
          >
            <IconGripVertical size={16} aria-hidden />
          </button>
        )}
        <div className={styles.titles}>
          <h2 id={titleId} className={styles.title} title={name}>
            {name}
          </h2>
          <span className={styles.sub} title={scope}>
            {scope}
          </span>
        </div>
        {figures && widget.kind !== 'created-closed' && (
          <span className={styles.total} title={t('total')}>
            {figures.total.toLocaleString()}
          </span>
        )}
        <div className={styles.tools}>
          <ActionIcon
            size={24}
            aria-label={t('refreshNow', { name })}
            title={t('refreshNow', { name })}
            onClick={() => void refetch()}
          >
            <IconRefresh size={14} className={isFetching ? styles.turning : undefined} />
          </ActionIcon>
          <ActionIcon
            size={24}
            aria-label={`${t(isTable ? 'showChart' : 'showTable')}: ${name}`}
            title={t(isTable ? 'showChart' : 'showTable')}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
          </ActionIcon>
          <Menu>
            <Menu.Target>
              <ActionIcon size={24} aria-label={t('more', { name })} title={t('more', { name })}>
                <IconDots size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item>
              <Menu.Item color="danger" onClick={onRemove}>
                {t('remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      <div className={styles.body}>
        {figures ? (
          <WidgetFigures widget={widget} data={figures} isTable={isTable} />
        ) : error ? (
          <ErrorState error={error} title={t('dataNotRead')} retry={() => void refetch()} compact />
        ) : (
          <div className={styles.waiting}>
            <SkeletonLines lines={6} />
          </div>
        )}
      </div>
      {figures && <WidgetAge data={figures} />}
    </section>
  )
}
