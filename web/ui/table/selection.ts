import { useState } from 'react'

/** Adds every id between two rows, as Shift-click does. */
export function withRange(selected: ReadonlySet<string>, ids: string[], from: string, to: string): Set<string> {
  const [one, other] = [ids.indexOf(from), ids.indexOf(to)].sort((a, b) => a - b) as [number, number]
  return new Set([...selected, ...(one < 0 ? [to] : ids.slice(one, other + 1))])
}

export function useSelection(ids: string[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  return {
    selected,
    clear: () => setSelected(new Set()),
    toggle(id: string, range = false) {
      if (range && last !== null) setSelected(withRange(selected, ids, last, id))
      else
        setSelected(selected.has(id) ? new Set([...selected].filter((one) => one !== id)) : new Set([...selected, id]))
      setLast(id)
    },
    toggleAll: () => setSelected(ids.every((id) => selected.has(id)) ? new Set() : new Set([...selected, ...ids])),
  }
}
