import { signOut } from '@tocsin/contracts/session.ts'
import { CallError, call } from '../api/index.ts'
import { absolute, paths } from '../paths.ts'
import { toast } from '../ui/index.ts'

/** Ends the session and loads the login page anew, so that nothing of it stays in memory. */
export function useSignOut(): () => void {
  return () =>
    void call(signOut).then(leave, (error: unknown) => {
      if (error instanceof CallError && error.code === 'not_signed_in') leave()
      else toast.failed(error)
    })
}

function leave() {
  window.location.assign(absolute(paths.login()))
}
