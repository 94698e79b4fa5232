import { useLayoutEffect, useRef, useState } from 'react'

/**
 * A time line that follows its end while one reads there, and stays put, with a count of what came below, while one
 * reads further up. Entries added above keep what is read in place.
 */
export function useStickToEnd(count: number, newest: number) {
  const scroll = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const before = useRef({ count: 0, newest: 0, height: 0 })
  const [below, setBelow] = useState(0)

  useLayoutEffect(() => {
    const element = scroll.current
    if (!element) return
    const was = before.current
    const hasNew = newest > was.newest
    if (isAtEnd.current && hasNew) element.scrollTop = element.scrollHeight
    else if (hasNew && was.count > 0) setBelow((n) => n + Math.max(1, count - was.count))
    else if (count > was.count && was.count > 0) element.scrollTop += element.scrollHeight - was.height
    before.current = { count, newest, height: element.scrollHeight }
  }, [count, newest])

  return {
    scroll,
    below,
    onScroll: () => {
      const element = scroll.current
      if (!element) return
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24
      if (isAtEnd.current) setBelow(0)
    },
    toEnd: () => scroll.current?.scrollTo({ top: scroll.current.scrollHeight }),
  }
}
