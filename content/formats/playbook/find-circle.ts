/** The keys on a circle, in the order of going round; undefined where no way leads back. Without recursion. */
export function findCircle<Key>(keys: Iterable<Key>, next: (key: Key) => readonly Key[]): Key[] | undefined {
  const done = new Set<Key>()
  for (const start of keys) {
    const way: { key: Key; open: Key[] }[] = done.has(start) ? [] : [{ key: start, open: [...next(start)] }]
    const onWay = new Set(way.map(({ key }) => key))
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const to = top.open.shift()
      if (to === undefined) {
        done.add(top.key)
        onWay.delete(top.key)
        way.pop()
      } else if (onWay.has(to)) {
        return way.slice(way.findIndex(({ key }) => key === to)).map(({ key }) => key)
      } else if (!done.has(to)) {
        onWay.add(to)
        way.push({ key: to, open: [...next(to)] })
      }
    }
  }
  return undefined
}
