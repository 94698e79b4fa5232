import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/index.ts'
import { shellTexts } from './texts.ts'

export function NotFoundPage() {
  const t = useTexts(shellTexts)
  return (
    <EmptyState
      title={t('notFound')}
      text={t('notFoundText')}
      action={
        <Button component={Link} to={paths.home()}>
          {t('home')}
        </Button>
      }
    />
  )
}
