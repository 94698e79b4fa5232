import { type ChangeEvent, useId, useRef, useState } from 'react'
import type { z } from 'zod'
import { CallError, useErrorText } from '../../api/index.ts'
import { type FormErrors, placeErrors } from './form-errors.ts'

interface FormOptions<Values extends object> {
  initial: Values
  /** The contract's body: checked before anything is sent. */
  schema?: z.ZodType
  /** Makes of the values what the schema and the server take; the values themselves unless told. */
  save: (values: Values) => Promise<unknown>
  toBody?: (values: Values) => unknown
  /** After a success, such as closing the drawer. */
  onSaved?: () => void
}

const none: FormErrors = { fields: {}, other: [] }

type Changed<Value> = Value | ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>

function changedValue<Value>(changed: Changed<Value>): Value {
  if (typeof changed !== 'object' || changed === null || !('currentTarget' in changed)) return changed as Value
  return changed.currentTarget.value as Value
}

/** State of one form: values, errors in place, saving. `field` and `flag` give the properties of an input. */
export function useForm<Values extends object>(options: FormOptions<Values>) {
  type Name = keyof Values & string
  const id = useId()
  const describe = useErrorText()
  const start = useRef(options.initial)
  const [values, setValues] = useState(options.initial)
  const [errors, setErrors] = useState(none)
  const [failure, setFailure] = useState<CallError | Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const names = Object.keys(values)
  const isChanged = JSON.stringify(values) !== JSON.stringify(start.current)

  const set = <N extends Name>(name: N, value: Values[N]) => {
    setValues((before) => ({ ...before, [name]: value }))
    setErrors((before) => ({
      ...before,
      fields: Object.fromEntries(Object.entries(before.fields).filter(([field]) => field !== name)),
    }))
  }

  const save = async () => {
    if (isSaving) return
    setFailure(null)
    const body = options.toBody?.(values) ?? values
    const checked = options.schema?.safeParse(body)
    if (checked && !checked.success) {
      return setErrors(
        placeErrors(
          checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
          names,
        ),
      )
    }
    setErrors(none)
    setSaving(true)
    try {
      await options.save(values)
      start.current = values
      setSaving(false)
      options.onSaved?.()
    } catch (error) {
      setSaving(false)
      const details = error instanceof CallError ? error.details : []
      setErrors(details.length > 0 ? placeErrors(details, names) : none)
      setFailure(error instanceof Error ? error : new Error(String(error)))
    }
  }

  return {
    id,
    values,
    errors,
    failureText: failure === null ? null : describe(failure),
    failure,
    isChanged,
    isSaving,
    set,
    save,
    /** Starts again from other values, such as those another user saved meanwhile. */
    reset(next: Values) {
      start.current = next
      setValues(next)
      setErrors(none)
      setFailure(null)
    },
    fieldId: (name: string) => `${id}-${name}`,
    /** For inputs with a value: `<TextInput label="Name" {...form.field('name')} />`. */
    field: <N extends Name>(name: N) => ({
      id: `${id}-${name}`,
      name,
      value: values[name],
      error: errors.fields[name],
      onChange: (changed: Changed<Values[N]>) => set(name, changedValue(changed)),
    }),
    /** For checkboxes and switches. */
    flag: <N extends Name>(name: N) => ({
      id: `${id}-${name}`,
      name,
      checked: Boolean(values[name]),
      error: errors.fields[name],
      onChange: (event: ChangeEvent<HTMLInputElement>) => set(name, event.currentTarget.checked as Values[N]),
    }),
  }
}

/** What the form shell needs of a form, whatever its values are. */
export type FormState = Pick<
  ReturnType<typeof useForm<Record<string, unknown>>>,
  'id' | 'errors' | 'failure' | 'failureText' | 'isChanged' | 'isSaving' | 'save' | 'fieldId'
>
