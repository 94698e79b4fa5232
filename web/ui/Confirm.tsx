import { Button, Modal, TextInput } from '@mantine/core'
import { createContext, type FormEvent, type ReactNode, useContext, useState } from 'react'
import { useTexts } from '../i18n/index.ts'
import styles from './Confirm.module.css'
import { uiTexts } from './texts.ts'
import { toast } from './toast.tsx'

export interface Question {
  /** Names the object: "Delete playbook “Phishing triage”?" */
  title: string
  /** What happens to it and to what depends on it. */
  text?: ReactNode
  /** The verb on the button: "Delete". */
  action: string
  danger?: boolean
  /** For destructive work: this name must be typed. */
  typeName?: string
  /** Done while the question is still open; a failure becomes a toast and the question stays. */
  run?: () => Promise<unknown>
  /** The other button, "Cancel" unless told. */
  refuse?: string
}

const ConfirmContext = createContext<(question: Question) => Promise<boolean>>(() => Promise.resolve(false))

/** Asks before something happens: `if (await confirm({ title, action })) …` (GEN-13). */
export function useConfirm() {
  return useContext(ConfirmContext)
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(null)
  const ask = (question: Question) => new Promise<boolean>((answer) => setOpen({ question, answer }))
  const finish = (yes: boolean) => {
    open?.answer(yes)
    setOpen(null)
  }
  const [stableAsk] = useState(() => ask)
  return (
    <ConfirmContext value={stableAsk}>
      {children}
      {open && <ConfirmDialog question={open.question} finish={finish} />}
    </ConfirmContext>
  )
}

function ConfirmDialog({ question, finish }: { question: Question; finish: (yes: boolean) => void }) {
  const t = useTexts(uiTexts)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const ready = !question.typeName || typed.trim() === question.typeName

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    try {
      await question.run?.()
      finish(true)
    } catch (error) {
      toast.failed(error, question.action)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal opened onClose={() => finish(false)} title={question.title} withCloseButton={false} size={480}>
      <form onSubmit={submit} className={styles.body}>
        {question.text && <div className={styles.text}>{question.text}</div>}
        {question.typeName && (
          <TextInput
            label={t('typeName', { name: question.typeName })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <div className={styles.buttons}>
          <Button onClick={() => finish(false)}>{question.refuse ?? t('cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            color={question.danger ? 'danger' : undefined}
            loading={busy}
            disabled={!ready}
            data-autofocus={question.typeName ? undefined : true}
          >
            {question.action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
