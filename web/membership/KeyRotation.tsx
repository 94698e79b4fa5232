import { Select } from '@mantine/core'
import type { PairingKeys } from '@tocsin/contracts/link.ts'
import type { Ability } from '@tocsin/contracts/lists.ts'
import { useLanguage, useTexts } from '../i18n/index.ts'
import { ActionButton, Field, Fields, Moment, relativeTime, toast, useConfirm, useNow } from '../ui/index.ts'
import { keyTexts } from './key-texts.ts'
import styles from './Membership.module.css'

const SCHEDULES = [30, 90, 180, 365]

interface KeyRotationProps {
  keys: PairingKeys
  /** The other side's name. */
  name: string
  ability: Ability
  mayRotate: Ability
  onRotate: () => Promise<unknown>
  onSchedule: (days: number | null) => Promise<unknown>
}

/** The age of both keys, the button that changes this side's, and when it changes by itself (FLT-05). */
export function KeyRotation({ keys, name, ability, mayRotate, onRotate, onSchedule }: KeyRotationProps) {
  const t = useTexts(keyTexts)
  const { language } = useLanguage()
  const now = useNow(10_000)
  const confirm = useConfirm()
  const { changingSince, rotateDays } = keys
  const days = [...new Set([...SCHEDULES, ...(rotateDays === null ? [] : [rotateDays])])].sort((a, b) => a - b)
  const rotate = async () => {
    const question = { title: t('title', { name }), text: t('text', { name }), action: t('change'), run: onRotate }
    if (await confirm(question)) toast.done(t('begun', { name }))
  }
  const schedule = (value: string | null) => {
    onSchedule(value === null || value === 'never' ? null : Number(value))
      .then(() => toast.done(t('saved')))
      .catch((error: unknown) => toast.failed(error, t('failed', { name })))
  }
  return (
    <div className={styles.keys}>
      <Fields>
        <Field label={t('ours')}>
          <Moment at={keys.since} />
        </Field>
        <Field label={t('theirs')}>{keys.peerSince && <Moment at={keys.peerSince} />}</Field>
        <Field label={t('schedule')}>
          <Select
            aria-label={t('schedule')}
            data={[
              ...days.map((each) => ({ value: String(each), label: t('afterDays', { days: each }) })),
              { value: 'never', label: t('never') },
            ]}
            value={rotateDays === null ? 'never' : String(rotateDays)}
            disabled={ability !== true}
            allowDeselect={false}
            onChange={schedule}
          />
        </Field>
      </Fields>
      {changingSince && (
        <p role="status" className={styles.changing}>
          {t('changing', { name, when: relativeTime(Math.min(Date.parse(changingSince), now), now, language) })}
        </p>
      )}
      <div>
        <ActionButton ability={mayRotate} onClick={() => void rotate()}>
          {t('change')}
        </ActionButton>
      </div>
    </div>
  )
}
