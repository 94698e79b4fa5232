import { addInvestigator } from '@tocsin/contracts/incident.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { useSession } from '../../shell/index.ts'
import { ActionButton, EmptyState } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'

/** Somebody who is no investigator: why it is closed to him, and the way in where he may take it (IDT-09). */
export function JoinIncident({ id, reason }: { id: string; reason: string }) {
  const t = useTexts(incidentTexts)
  const { user } = useSession()
  const add = useChange(addInvestigator)
  return (
    <EmptyState
      title={t('joinTitle')}
      text={
        <>
          <p>{reason}</p>
          <p>{t('joinText')}</p>
        </>
      }
      action={
        <ActionButton
          variant="filled"
          capability="incident.investigators"
          onClick={() => add.mutateAsync({ params: { id }, body: { userId: user.id } })}
        >
          {t('join')}
        </ActionButton>
      }
    />
  )
}
