import { Outlet } from '@tanstack/react-router'
import { ConfirmProvider } from '../ui/index.ts'

export function Root() {
  return (
    <ConfirmProvider>
      <Outlet />
    </ConfirmProvider>
  )
}
