import type { ContentReference } from '@tocsin/contracts/fleet.ts'
import { type ReactNode, useState } from 'react'
import { PushDialog } from './PushDialog.tsx'

interface Pushed {
  items: ContentReference[]
  name: string
  onDone?: () => void
}

/** Lets a page push content: `push(items, name)` opens the dialog, `dialog` is what the page draws for it. */
export function usePush(): {
  push: (items: ContentReference[], name: string, onDone?: () => void) => void
  dialog: ReactNode
} {
  const [open, setOpen] = useState<Pushed | null>(null)
  const close = () => {
    setOpen(null)
    open?.onDone?.()
  }
  return {
    push: (items, name, onDone) => setOpen({ items, name, onDone }),
    dialog: open && <PushDialog items={open.items} name={open.name} onClose={close} />,
  }
}
