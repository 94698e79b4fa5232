import type { WidgetData } from '@tocsin/contracts/fleet-dashboard.ts'
import type { EChartsCoreOption } from 'echarts/core'
import { severityOf, severitySigns, type WidgetRow } from './chart-rows.ts'

export type Palette = Record<
  | 'text1'
  | 'text2'
  | 'text3'
  | 'line'
  | 'surface1'
  | 'surface3'
  | 'accent'
  | 'good'
  | 'critical'
  | 'high'
  | 'medium'
  | 'low'
  | 'lineStrong',
  string
>

const font = "'Inter Variable', system-ui, sans-serif"

const tooltip = (palette: Palette) => ({
  // The policy forbids style attributes in HTML, so the tooltip is drawn on the canvas.
  renderMode: 'richText' as const,
  backgroundColor: palette.surface3,
  borderColor: palette.line,
  textStyle: { color: palette.text1, fontFamily: font, fontSize: 12 },
  confine: true,
})

interface BarOptions {
  palette: Palette
  bySeverity: boolean
  labelOf: (row: WidgetRow) => string
  /** Width in pixels that names may take. */
  labelWidth: number
}

/** Horizontal bars with the name at the left and the number at the end: read without colour and without hovering. */
export function barOption(rows: readonly WidgetRow[], options: BarOptions): EChartsCoreOption {
  const { palette, bySeverity, labelOf, labelWidth } = options
  const colourOf = (row: WidgetRow) => {
    const level = bySeverity ? severityOf(row.key) : null
    if (!bySeverity) return palette.accent
    return level === null || level === 'info' ? palette.lineStrong : palette[level]
  }
  const signed = (row: WidgetRow) => {
    const level = bySeverity ? severityOf(row.key) : null
    return level ? `${severitySigns[level]} ${labelOf(row)}` : labelOf(row)
  }
  return {
    animation: false,
    textStyle: { fontFamily: font },
    grid: { left: labelWidth + 12, right: 44, top: 4, bottom: 4 },
    tooltip: { ...tooltip(palette), trigger: 'item' },
    xAxis: { type: 'value', show: false, max: 'dataMax' },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(signed),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { color: palette.text1, fontSize: 12, width: labelWidth, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'bar',
        data: rows.map((row) => ({ value: row.count, itemStyle: { color: colourOf(row) } })),
        barMaxWidth: 14,
        barMinHeight: 2,
        itemStyle: { borderRadius: [0, 2, 2, 0] },
        label: { show: true, position: 'right', color: palette.text1, fontSize: 12, fontWeight: 600 },
        cursor: 'pointer',
      },
    ],
  }
}

interface TrendOptions {
  palette: Palette
  created: string
  closed: string
  dayOf: (day: string) => string
}

/** Created as a filled line with dots, closed as a dashed one with triangles: told apart without colour. */
export function trendOption(days: WidgetData['days'], options: TrendOptions): EChartsCoreOption {
  const { palette, created, closed, dayOf } = options
  const line = (name: string, data: number[], colour: string) => ({
    type: 'line' as const,
    name,
    data,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
    showSymbol: days.length <= 14,
    symbolSize: 6,
  })
  return {
    animation: false,
    textStyle: { fontFamily: font },
    grid: { left: 8, right: 12, top: 32, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(palette), trigger: 'axis', axisPointer: { lineStyle: { color: palette.lineStrong } } },
    legend: {
      top: 0,
      right: 4,
      itemWidth: 24,
      textStyle: { color: palette.text2, fontSize: 12, fontFamily: font },
      inactiveColor: palette.text3,
    },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => dayOf(day)),
      boundaryGap: days.length === 1,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { color: palette.text2, fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { color: palette.text2, fontSize: 11 },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        ...line(
          created,
          days.map((day) => day.created),
          palette.accent,
        ),
        symbol: 'circle',
        areaStyle: { color: palette.accent, opacity: 0.12 },
      },
      {
        ...line(
          closed,
          days.map((day) => day.closed),
          palette.good,
        ),
        lineStyle: { color: palette.good, width: 2, type: 'dashed' },
        symbol: 'triangle',
      },
    ],
  }
}
