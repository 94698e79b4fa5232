import { type RefObject, useEffect, useRef } from 'react'

interface PlaceOptions {
  name: string
  scroll: RefObject<HTMLElement | null>
  /** Rows are there, so that the place can be found again. */
  isReady: boolean
  active: string | null
  setActive: (id: string) => void
  enabled: boolean
}

const currentAddress = () => window.location.pathname + window.location.search

/** Back returns to the same row: remembers offset and active row of a list per address, for this tab. */
export function usePlace({ name, scroll, isReady, active, setActive, enabled }: PlaceOptions): void {
  const latest = useRef({ active, offset: 0, address: currentAddress() })
  const restored = useRef(false)

  useEffect(() => {
    latest.current.active = active
    latest.current.address = currentAddress()
  }, [active])

  useEffect(() => {
    if (!isReady || restored.current || !enabled) return
    restored.current = true
    const stored: unknown = JSON.parse(sessionStorage.getItem(`place/${name}/${latest.current.address}`) ?? 'null')
    if (!Array.isArray(stored)) return
    scroll.current?.scrollTo({ top: Number(stored[0]) })
    if (typeof stored[1] === 'string') setActive(stored[1])
  }, [isReady, enabled, name, scroll, setActive])

  useEffect(() => {
    const element = scroll.current
    const onScroll = () => {
      latest.current.offset = element?.scrollTop ?? 0
      latest.current.address = currentAddress()
    }
    element?.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      element?.removeEventListener('scroll', onScroll)
      const { offset, active: row, address } = latest.current
      if (enabled) sessionStorage.setItem(`place/${name}/${address}`, JSON.stringify([offset, row]))
    }
  }, [enabled, name, scroll])
}
