import { createContext, useCallback, useContext, useState } from 'react'

/** Prefix of stored preferences: instance and user, so that two people at one browser keep their own. */
export const PreferenceScope = createContext('tocsin')

/** A choice about the display that is remembered for this user in this browser, such as columns or folded panels. */
export function usePreference<Value>(name: string, initial: Value): [Value, (value: Value) => void] {
  const key = `${useContext(PreferenceScope)}/${name}`
  const [value, setValue] = useState<Value>(() => {
    try {
      const stored = localStorage.getItem(key)
      return stored === null ? initial : (JSON.parse(stored) as Value)
    } catch {
      return initial
    }
  })
  const store = useCallback(
    (next: Value) => {
      setValue(next)
      localStorage.setItem(key, JSON.stringify(next))
    },
    [key],
  )
  return [value, store]
}
