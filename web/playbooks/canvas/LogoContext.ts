import { createContext } from 'react'

/** Integration name → its picture, for the nodes of a canvas. */
export const LogoContext = createContext<ReadonlyMap<string, string | null>>(new Map())
