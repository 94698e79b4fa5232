import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import styles from './Dashboard.module.css'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

interface ChartProps {
  option: EChartsCoreOption
  /** What the chart shows, for those who do not see it; the table behind the button has the figures. */
  label: string
  /** The index of the bar that was clicked. */
  onPick?: (index: number) => void
}

/** A chart as large as its place. Loaded only where one is shown. */
export function Chart({ option, label, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    if (!place.current) return
    const made = init(place.current, undefined, { renderer: 'canvas' })
    chart.current = made
    made.on('click', ({ dataIndex }) => pick.current?.(dataIndex))
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [])

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])

  return <div ref={place} className={styles.chart} role="img" aria-label={label} />
}
