import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { capabilities } from '@tocsin/contracts/capabilities.ts'
import { CallError } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { EmptyState, ErrorState } from '../ui/index.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { AccessDenied } from './session.ts'
import { shellTexts } from './texts.ts'

/** What is shown instead of a page that failed: never a blank one. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const t = useTexts(shellTexts)
  const router = useRouter()
  if (error instanceof AccessDenied) {
    const { area, text } = capabilities[error.capability]
    return (
      <EmptyState title={t('denied')} text={t('deniedText', { name: `${area} › ${text}`, profile: error.profile })} />
    )
  }
  if (error instanceof CallError && error.code === 'not_found') return <NotFoundPage />
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return <ErrorState error={error} title={t('failed')} retry={retry} />
}
