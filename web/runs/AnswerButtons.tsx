import type { Ability, Json } from '@tocsin/contracts/lists.ts'
import { answerNode } from '@tocsin/contracts/run.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, toast } from '../ui/index.ts'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'

interface AnswerButtonsProps {
  runId: string
  nodeId: string
  kind: 'user-choice' | 'manual' | 'lost' | 'task'
  answers: string[]
  ability?: Ability
  /** Reviewed inputs of a manual start; left out where they stay as they are. */
  inputs?: Record<string, Json>
}

/** One button for each answer; the first answer wins (NOD-50 … NOD-56, HOME-03). */
export function AnswerButtons({ runId, nodeId, kind, answers, ability, inputs }: AnswerButtonsProps) {
  const t = useTexts(runTexts)
  const answer = useChange(answerNode, { alsoChanges: ['operations', 'incidents'] })
  const labels: Record<string, string> =
    kind === 'manual'
      ? { start: t('startAction') }
      : kind === 'lost'
        ? { retry: t('lostRetry'), fail: t('lostFail') }
        : kind === 'task'
          ? { approve: t('taskApprove'), 'approve-and-close': t('taskApproveAndClose'), reject: t('taskReject') }
          : {}
  const give = async (text: string) => {
    await answer.mutateAsync({ params: { id: runId, nodeId }, body: { answer: text, inputs } })
    toast.done(t('answered'))
  }
  return (
    <div className={styles.answers}>
      {answers.map((each, index) => (
        <ActionButton
          key={each}
          variant={index === 0 ? 'filled' : undefined}
          ability={ability}
          disabled={answer.isPending}
          onClick={() => give(each)}
        >
          {labels[each] ?? each}
        </ActionButton>
      ))}
    </div>
  )
}
