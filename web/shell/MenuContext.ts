import { createContext, useContext } from 'react'
import { useCan } from '../ui/index.ts'
import { visibleEntries } from './menu.ts'
import type { MenuEntry } from './screen.ts'
import { useSession } from './session.ts'

/** All menu entries of the program, gathered from the folders. */
export const MenuContext = createContext<MenuEntry[]>([])

/** The entries this user may see in this instance. */
export function useMenu(): MenuEntry[] {
  const { instance } = useSession()
  return visibleEntries(useContext(MenuContext), useCan(), instance.console)
}
