import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'

type Place = { x: number; y: number }

export interface CanvasClipboard {
  /** What is selected, as text; null where nothing can be copied. */
  onCopy(): string | null
  onCut(): void
  /** False where the text is nothing that can be pasted. */
  onPaste(text: string, place: Place): boolean
}

/**
 * Copies, cuts and pastes nodes by the browser's own events, which need neither HTTPS nor a permission. They land under
 * the pointer, or in the middle of the canvas.
 */
export function useClipboard(section: RefObject<HTMLElement | null>, clipboard: CanvasClipboard | null): void {
  const flow = useReactFlow()
  const latest = useRef(clipboard)
  latest.current = clipboard
  useEffect(() => {
    let pointer: Place | null = null
    const onPointerMove = ({ clientX, clientY, target }: PointerEvent) => {
      const isOver = target instanceof Node && Boolean(section.current?.contains(target))
      pointer = isOver ? { x: clientX, y: clientY } : null
    }
    const onCopy = (event: ClipboardEvent) => {
      if (isElsewhere(event)) return
      const text = latest.current?.onCopy()
      if (!text || !event.clipboardData) return
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
      if (event.type === 'cut') latest.current?.onCut()
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isElsewhere(event)) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      const place = flow.screenToFlowPosition(pointer ?? middleOf(section.current))
      if (latest.current?.onPaste(text, place)) event.preventDefault()
    }
    window.addEventListener('pointermove', onPointerMove, { passive: true })
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('pointermove', onPointerMove)
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  }, [flow, section])
}

/** Text that somebody types or marked is his own; nothing happens behind an open dialog. */
function isElsewhere({ target }: ClipboardEvent): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true
  if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))) {
    return true
  }
  return (window.getSelection()?.toString() ?? '') !== ''
}

function middleOf(section: HTMLElement | null): Place {
  const box = section?.getBoundingClientRect()
  return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : { x: 0, y: 0 }
}
