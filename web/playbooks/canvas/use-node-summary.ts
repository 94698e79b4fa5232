import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { type Expression, toText } from '@tocsin/engine/values/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { playbookTexts } from '../texts.ts'
import { canvasTexts } from './texts.ts'

const constantOf = (value: Expression | null) => (value?.ref === 'const' ? toText(value.value) : '')

/** One line that says what a node will do, for its second line on the canvas. */
export function useNodeSummary(): (node: PlaybookNode) => string {
  const t = useTexts(canvasTexts)
  const library = useTexts(playbookTexts)
  const lasting = (text: string) => {
    const amount = durationOf(text)
    return amount ? t(amount.unit, { n: amount.n }) : text
  }
  return (node) => {
    switch (node.kind) {
      case 'action':
        return node.action ? [node.integration, node.action].filter(Boolean).join(' · ') : library('noActionYet')
      case 'filter': {
        const n = node.conditions.length
        const count = n === 0 ? t('noConditions') : t('conditions', { n })
        return node.splitBy ? `${t('splitBy', { path: node.splitBy })} · ${count}` : count
      }
      case 'task': {
        const owner = constantOf(node.owner)
        const who = owner ? t('ownerNamed', { name: owner }) : t(node.owner ? 'ownerPicked' : 'ownerOfIncident')
        return node.mandatory ? who : `${who} · ${t('isOptional')}`
      }
      case 'playbook':
        return node.playbook || t('noPlaybookYet')
      case 'repeat':
        return node.playbook
          ? t(node.mode === 'items' ? 'forEach' : 'untilHolds', { name: node.playbook })
          : t('noPlaybookYet')
      case 'wait': {
        if (node.mode === 'condition') return t('waitsForCondition')
        const value = node.mode === 'time' ? node.time : node.duration
        if (!value) return t('noTimeYet')
        const text = constantOf(value)
        if (!text) return t('waitsPicked')
        return node.mode === 'time' ? t('waitsUntil', { time: text }) : t('waits', { time: lasting(text) })
      }
      case 'unsupported':
        return node.stepType
      default:
        return ''
    }
  }
}

const units = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days' } as const

/** Seconds, or a text such as `15m`, `2h`, `1d`; null for anything else. */
export function durationOf(text: string): { n: number; unit: (typeof units)[keyof typeof units] } | null {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*$/i.exec(text)
  if (!found) return null
  const unit = (found[2]?.toLowerCase() || 's') as keyof typeof units
  return { n: Number(found[1]), unit: units[unit] }
}
