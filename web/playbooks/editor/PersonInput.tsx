import { listUsers } from '@tocsin/contracts/access.ts'
import { listGroups } from '@tocsin/contracts/group.ts'
import type { Expression } from '@tocsin/engine/values/index.ts'
import { useEndpoint } from '../../api/index.ts'
import { ValueInput } from '../values/ValueInput.tsx'
import { fieldOf } from './fields.ts'

interface PersonInputProps {
  label: string
  hint: string
  value: Expression | null
  onChange: (value: Expression | null) => void
}

/** A user, offered by name and written as e-mail; a group by its name; or a value (NOD-40, NOD-51, GRP-04). */
export function PersonInput({ label, hint, value, onChange }: PersonInputProps) {
  const { data } = useEndpoint(listUsers)
  const people = (data?.items ?? [])
    .filter(({ active }) => active)
    .map(({ email, name }) => ({ value: email, label: name }))
  const groups = (useEndpoint(listGroups).data?.items ?? []).map(({ name }) => ({ value: name, label: name }))
  return (
    <ValueInput
      field={fieldOf(label, { hint })}
      suggestions={[...groups, ...people]}
      value={value}
      onChange={onChange}
    />
  )
}
