import { listUsers } from '@tocsin/contracts/access.ts'
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

/** A user, offered by name and written as e-mail; the name of a group; or a value (NOD-40, NOD-51). */
export function PersonInput({ label, hint, value, onChange }: PersonInputProps) {
  const { data } = useEndpoint(listUsers)
  const people = (data?.items ?? [])
    .filter(({ active }) => active)
    .map(({ email, name }) => ({ value: email, label: name }))
  return <ValueInput field={fieldOf(label, { hint })} suggestions={people} value={value} onChange={onChange} />
}
