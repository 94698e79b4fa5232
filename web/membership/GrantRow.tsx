import { Select, Switch } from '@mantine/core'
import type { Grant, GrantName } from '@tocsin/contracts/link.ts'
import { useLanguage, useTexts } from '../i18n/index.ts'
import { useNow } from '../ui/index.ts'
import { type EndChoice, endChoices, endOf, isHeld } from './grant-choice.ts'
import { grantTexts } from './grant-texts.ts'
import styles from './Membership.module.css'
import { membershipTexts } from './texts.ts'

interface GrantRowProps {
  name: GrantName
  grant: Grant | undefined
  /** Profiles that MSSP staff may get; only Connect has one. */
  profiles: string[]
  disabled?: boolean
  onChange: (grant: Grant | null) => void
}

/** One grant: a switch, what it allows, and when it ends by itself. */
export function GrantRow({ name, grant, profiles, disabled, onChange }: GrantRowProps) {
  const t = useTexts(membershipTexts)
  const g = useTexts(grantTexts)
  const now = useNow(10_000)
  const isOn = isHeld(grant, now)
  return (
    <div className={styles.grant}>
      <Switch
        label={g(name)}
        description={g(`${name}Help`)}
        checked={isOn}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked ? {} : null)}
      />
      {name === 'connect' && isOn && profiles.length > 0 ? (
        <Select
          aria-label={t('profile')}
          title={t('profile')}
          data={profiles}
          value={grant?.profile ?? 'Analyst'}
          disabled={disabled}
          onChange={(profile) => onChange({ ...grant, profile: profile ?? undefined })}
        />
      ) : (
        <span />
      )}
      {isOn ? <EndSelect name={name} grant={grant ?? {}} disabled={disabled} onChange={onChange} /> : <span />}
    </div>
  )
}

function EndSelect({ name, grant, disabled, onChange }: Omit<GrantRowProps, 'profiles'> & { grant: Grant }) {
  const t = useTexts(membershipTexts)
  const g = useTexts(grantTexts)
  const { language } = useLanguage()
  const dateOf = (at: string) => new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const words: Record<EndChoice, string> = { none: t('noEnd'), day: t('day'), week: t('week'), month: t('month') }
  const kept = grant.expiresAt ? [{ value: 'kept', label: t('chosen', { at: dateOf(grant.expiresAt) }) }] : []
  return (
    <Select
      aria-label={t('endsOf', { grant: g(name) })}
      data={[...kept, ...endChoices.map((value) => ({ value, label: words[value] }))]}
      value={grant.expiresAt ? 'kept' : 'none'}
      disabled={disabled}
      onChange={(value) => {
        const choice = endChoices.find((one) => one === value)
        if (choice) onChange({ ...grant, expiresAt: endOf(choice, Date.now()) })
      }}
    />
  )
}
