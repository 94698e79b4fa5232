import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSession } from '../shell/index.ts'
import { useUserChoices } from './use-users.ts'

interface UserSelectProps {
  label: string
  value: string | null
  onChange: (id: string | null) => void
  description?: ReactNode
  placeholder?: string
  error?: ReactNode
  required?: boolean
  id?: string
  name?: string
}

/** Chooses one user; oneself stands first. */
export function UserSelect({ required, value, ...props }: UserSelectProps) {
  const { user } = useSession()
  const choices = useUserChoices(value)
  const mine = choices.filter((choice) => choice.value === user.id)
  return (
    <Select
      {...props}
      value={value || null}
      data={[...mine, ...choices.filter((choice) => choice.value !== user.id)]}
      searchable
      clearable={!required}
      withAsterisk={required}
      aria-required={required}
    />
  )
}
