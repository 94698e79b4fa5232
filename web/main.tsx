import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { createQueryClient } from './api/index.ts'
import { LanguageProvider } from './i18n/index.ts'
import { paths } from './paths.ts'
import { createAppRouter, foundScreens } from './routes.tsx'
import { MenuContext } from './shell/MenuContext.ts'
import type { Screens } from './shell/screen.ts'
import { ShortcutProvider } from './ui/index.ts'
import { ThemeProvider } from './ui/theme/ThemeProvider.tsx'

// The content security policy forbids code made at run time, which zod would otherwise try.
config({ jitless: true })

/** The gallery of the kit exists in development builds only. */
async function screensOfThisBuild(): Promise<Screens[]> {
  if (import.meta.env.MODE !== 'development') return foundScreens()
  const { screens } = await import('./gallery/screens.ts')
  return [...foundScreens(), screens]
}

async function start(place: HTMLElement) {
  const screens = await screensOfThisBuild()
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.state.location
    if (pathname !== paths.login()) void router.navigate({ to: paths.login(), search: { return: href } })
  })
  const router = createAppRouter(screens, queryClient)
  createRoot(place).render(
    <StrictMode>
      <LanguageProvider>
        <ThemeProvider>
          <QueryClientProvider client={queryClient}>
            <ShortcutProvider>
              <MenuContext value={screens.flatMap(({ menu }) => menu)}>
                <RouterProvider router={router} />
              </MenuContext>
            </ShortcutProvider>
          </QueryClientProvider>
        </ThemeProvider>
      </LanguageProvider>
    </StrictMode>,
  )
}

const place = document.getElementById('root')
if (place) void start(place)
