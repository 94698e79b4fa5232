import { ActionIcon } from '@mantine/core'
import { IconMap, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { useReactFlow } from '@xyflow/react'
import { useTexts } from '../../i18n/index.ts'
import { useShortcut } from '../../ui/index.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'

/** How the whole graph is fitted into the canvas. */
export const fit = { padding: 0.15, maxZoom: 1 }

/** Zoom, fit and map, in the corner of the canvas. */
export function CanvasControls({ hasMap, onMap }: { hasMap: boolean; onMap: () => void }) {
  const t = useTexts(playbookTexts)
  const flow = useReactFlow()
  const zoomIn = () => void flow.zoomIn({ duration: 100 })
  const zoomOut = () => void flow.zoomOut({ duration: 100 })
  const showAll = () => void flow.fitView({ ...fit, duration: 150 })
  useShortcut('0', t('fit'), showAll)
  return (
    <div className={styles.controls} data-controls>
      <ActionIcon aria-label={t('zoomIn')} title={t('zoomIn')} onClick={zoomIn}>
        <IconPlus size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('zoomOut')} title={t('zoomOut')} onClick={zoomOut}>
        <IconMinus size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('fit')} title={`${t('fit')}  0`} onClick={showAll}>
        <IconMaximize size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('map')} title={t('map')} aria-pressed={hasMap} onClick={onMap}>
        <IconMap size={16} />
      </ActionIcon>
    </div>
  )
}
