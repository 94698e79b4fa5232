import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { changeLabel, createLabel, type Label, labelTokens } from '@tocsin/contracts/label.ts'
import { useRef } from 'react'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, toast, useForm } from '../ui/index.ts'
import { insertToken } from './insert-token.ts'
import styles from './Labels.module.css'
import { Preview } from './Preview.tsx'
import { labelTexts } from './texts.ts'

const tokenTexts = {
  '[=DAY]': 'day',
  '[=MONTH]': 'month',
  '[=YEAR]': 'year',
  '[=ROMANMONTH]': 'romanMonth',
  '[=COUNTER]': 'counter',
  '[=COUNTERFROM:100]': 'counterFrom',
  '[=COUNTERYEAR]': 'counterYear',
  '[=COUNTERDAY]': 'counterDay',
  '[=RANDOM6]': 'random',
} as const satisfies Record<keyof typeof labelTokens, string>

const tokens = Object.keys(labelTokens) as (keyof typeof labelTokens)[]

interface LabelValues {
  name: string
  pattern: string
  description: string
  isDefault: boolean
}

const bodyOf = ({ isDefault, ...rest }: LabelValues) => ({
  ...rest,
  ...(isDefault ? { isDefault: true as const } : {}),
})

/** Name and pattern, with what the next incident would be called (LBL-07). */
export function LabelForm({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const t = useTexts(labelTexts)
  const create = useChange(createLabel)
  const change = useChange(changeLabel)
  const input = useRef<HTMLInputElement>(null)
  const form = useForm({
    initial: {
      name: label?.name ?? '',
      pattern: label?.pattern ?? 'INC-[=YEAR]-[=COUNTERYEAR]',
      description: label?.description ?? '',
      isDefault: label?.isDefault ?? false,
    },
    schema: label ? changeLabel.body : createLabel.body,
    toBody: bodyOf,
    save: (values): Promise<unknown> =>
      label
        ? change.mutateAsync({ params: { id: label.id }, body: { ...bodyOf(values), version: label.version } })
        : create.mutateAsync({ body: bodyOf(values) }),
    onSaved: () => {
      toast.done(t('saved', { name: form.values.name }))
      onClose()
    },
  })

  const insert = (token: string) => {
    const { pattern } = form.values
    const start = input.current?.selectionStart ?? pattern.length
    const next = insertToken(pattern, token, start, input.current?.selectionEnd ?? start)
    form.set('pattern', next.text)
    input.current?.focus()
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret))
  }

  return (
    <Form form={form} submit={t(label ? 'save' : 'create')} onCancel={onClose}>
      <TextInput
        label={t('name')}
        description={t('nameHelp')}
        withAsterisk
        maxLength={255}
        data-autofocus
        {...form.field('name')}
      />
      <TextInput
        ref={input}
        label={t('pattern')}
        description={t('patternHelp')}
        withAsterisk
        maxLength={200}
        spellCheck={false}
        classNames={{ input: styles.mono }}
        {...form.field('pattern')}
      />
      <div className={styles.tokens} role="toolbar" aria-label={t('tokens')}>
        {tokens.map((token) => (
          <Button
            key={token}
            size="compact-xs"
            title={token}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(token)}
          >
            {t(tokenTexts[token])}
          </Button>
        ))}
      </div>
      <Preview pattern={form.values.pattern} />
      <Textarea label={t('description')} minRows={2} maxLength={4000} {...form.field('description')} />
      <Checkbox
        label={t('makeDefault')}
        description={label?.isDefault ? t('isDefaultAlready') : undefined}
        disabled={label?.isDefault}
        {...form.flag('isDefault')}
      />
    </Form>
  )
}
