import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { quotableId } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../Can.tsx'
import { useConfirm } from '../Confirm.tsx'
import { uiTexts } from '../texts.ts'
import { CopyButton } from '../Value.tsx'
import styles from './Form.module.css'
import type { FormState } from './use-form.ts'

interface FormProps {
  form: FormState
  children: ReactNode
  /** The verb on the button: "Create incident". */
  submit?: string
  onCancel?: () => void
  /** Why it cannot be saved yet; the button is disabled with this reason (NEW-08). */
  blocked?: string | null
  /** Other buttons beside these, such as Next of a wizard. */
  extra?: ReactNode
  /** Values of the URL, such as `tab`, whose change takes the form away. */
  leaveOn?: string[]
  /** Ask before unsaved values are left; off for forms that lose nothing, such as signing in. */
  guard?: boolean
}

/** The one form shell: fields, a summary of what to correct that jumps, Ctrl-Enter, unsaved changes asked once. */
export function Form({
  form,
  children,
  submit,
  onCancel,
  blocked = null,
  extra,
  leaveOn = [],
  guard = true,
}: FormProps) {
  const t = useTexts(uiTexts)
  const confirm = useConfirm()
  const summary = useRef<HTMLDivElement>(null)
  const isGuarded = guard && form.isChanged && !form.isSaving
  const leave = () =>
    confirm({ title: t('unsavedTitle'), text: t('unsavedText'), action: t('discard'), refuse: t('stay'), danger: true })

  useBlocker({
    disabled: !isGuarded,
    shouldBlockFn: async ({ current, next }) => {
      const [from, to] = [current.search, next.search] as Record<string, unknown>[]
      const isLeaving = current.pathname !== next.pathname || leaveOn.some((name) => from?.[name] !== to?.[name])
      return isLeaving && !(await leave())
    },
    enableBeforeUnload: () => isGuarded,
  })

  const requestId = quotableId(form.failure)
  const problems = Object.entries(form.errors.fields)
  const isWrong = problems.length > 0 || form.errors.other.length > 0 || form.failureText !== null
  useEffect(() => {
    if (isWrong) summary.current?.focus()
  }, [isWrong])

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (blocked === null) void form.save()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        if (blocked === null) void form.save()
      }}
    >
      {isWrong && (
        <div className={styles.summary} role="alert" tabIndex={-1} ref={summary}>
          <strong>
            {problems.length > 0 ? t('problems', { n: problems.length + form.errors.other.length }) : form.failureText}
          </strong>
          {(problems.length > 0 || form.errors.other.length > 0) && (
            <ul>
              {problems.map(([name, message]) => (
                <li key={name}>
                  <button type="button" onClick={() => document.getElementById(form.fieldId(name))?.focus()}>
                    {labelOf(form.fieldId(name)) ?? name}: {message}
                  </button>
                </li>
              ))}
              {form.errors.other.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          )}
          {requestId && (
            <span className={styles.request}>
              {t('requestId')} {requestId} <CopyButton text={requestId} always />
            </span>
          )}
        </div>
      )}
      {children}
      <div className={styles.foot}>
        <ActionButton
          type="submit"
          variant="filled"
          loading={form.isSaving}
          ability={blocked ?? true}
          onClick={() => undefined}
        >
          {submit ?? t('save')}
        </ActionButton>
        {extra}
        {onCancel && (
          <Button
            onClick={async () => {
              if (!isGuarded || (await leave())) onCancel()
            }}
          >
            {t('cancel')}
          </Button>
        )}
        {guard && <span className={styles.hint}>{t('saveHint')}</span>}
      </div>
    </form>
  )
}

function labelOf(id: string): string | undefined {
  return document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent?.replace(/\s*\*$/, '')
}
