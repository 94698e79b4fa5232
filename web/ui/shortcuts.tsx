import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** As `KeyboardEvent.key` says, with `Ctrl-` before it where that is held. */
  keys: string
  label: string
}

interface Registry {
  add(shortcut: Shortcut): () => void
  subscribe(listener: () => void): () => void
  list(): readonly Shortcut[]
}

function createRegistry(): Registry {
  let shortcuts: readonly Shortcut[] = []
  const listeners = new Set<() => void>()
  const set = (next: readonly Shortcut[]) => {
    shortcuts = next
    for (const listener of listeners) listener()
  }
  return {
    add(shortcut) {
      set([...shortcuts, shortcut])
      return () => set(shortcuts.filter((one) => one !== shortcut))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    list: () => shortcuts,
  }
}

const ShortcutContext = createContext<Registry>(createRegistry())

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(createRegistry, [])
  return <ShortcutContext value={registry}>{children}</ShortcutContext>
}

function isBehindDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}

/** Single keys mean text while somebody types. */
function isTyped(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type)
  return target.isContentEditable || target.matches('textarea, select, [role="menu"] *')
}

/** Binds a key while the element is shown, and lists it in the help sheet: `useShortcut('c', 'Close', close)`. */
export function useShortcut(keys: string, label: string, run: (event: KeyboardEvent) => void, isOn = true): void {
  const registry = useContext(ShortcutContext)
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (!isOn) return
    const isControl = keys.startsWith('Ctrl-')
    const key = isControl ? keys.slice(5) : keys
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || (event.ctrlKey || event.metaKey) !== isControl) return
      if (event.key.toLowerCase() !== key.toLowerCase() || isBehindDialog()) return
      if (!isControl && isTyped(event.target)) return
      event.preventDefault()
      latest.current(event)
    }
    window.addEventListener('keydown', onKeyDown)
    const forget = registry.add({ keys, label })
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      forget()
    }
  }, [keys, label, registry, isOn])
}

/** Lists a key in the help sheet that something else listens to, such as the browser's own copy and paste. */
export function useShortcutNote(keys: string, label: string, isOn = true): void {
  const registry = useContext(ShortcutContext)
  useEffect(() => (isOn ? registry.add({ keys, label }) : undefined), [keys, label, registry, isOn])
}

/** The shortcuts that work now. */
export function useShortcutList(): readonly Shortcut[] {
  const registry = useContext(ShortcutContext)
  return useSyncExternalStore(registry.subscribe, registry.list)
}
