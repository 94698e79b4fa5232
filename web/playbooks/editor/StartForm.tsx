import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { StartNode } from '@tocsin/engine/playbook/index.ts'
import { evaluatePath, parsePath } from '@tocsin/engine/values/index.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { asSample, jsonPaths } from '../values/json-paths.ts'
import type { ChangeNode } from './change-node.ts'
import styles from './Editor.module.css'
import { formTexts } from './form-texts.ts'
import { startPayloads } from './start-payloads.ts'

interface StartFormProps {
  node: StartNode
  readOnly: boolean
  change: ChangeNode<StartNode>
}

type Source = StartNode['paramsSource']

/** What starts the playbook, and the inputs it then has (NOD-01 … NOD-04). */
export function StartForm({ node, readOnly, change }: StartFormProps) {
  const t = useTexts(formTexts)
  const sources: { value: Source; label: string }[] = [
    { value: '', label: t('sourceNone') },
    { value: 'alert', label: t('sourceAlert') },
    { value: 'entity', label: t('sourceEntity') },
    { value: 'insight', label: t('sourceInsight') },
    { value: 'json', label: t('sourceJson') },
  ]
  const setParams = (params: StartNode['params'], about: string) => change({ ...node, params }, about)
  const chooseSource = (next: string | null) => {
    const paramsSource = sources.find(({ value }) => value === next)?.value ?? ''
    const standard = startPayloads[paramsSource]
    change({ ...node, paramsSource, params: standard ? standard.map((path) => ({ path })) : node.params }, 'source')
  }
  return (
    <>
      <p className={styles.quiet}>{t('startHelp')}</p>
      <Select
        label={t('source')}
        data={sources}
        value={node.paramsSource}
        onChange={chooseSource}
        disabled={readOnly}
      />
      <fieldset className={styles.inputs}>
        <legend>{t('params')}</legend>
        {node.params.length === 0 && <p className={styles.quiet}>{t('noParams')}</p>}
        {node.params.map((param, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
          <div key={index} className={styles.row}>
            <TextInput
              className={styles.grow}
              aria-label={t('paramPath', { n: index + 1 })}
              value={param.path}
              readOnly={readOnly}
              onChange={(event) => {
                const path = event.currentTarget.value
                setParams(
                  node.params.map((each, at) => (at === index ? { ...each, path } : each)),
                  `param ${index}`,
                )
              }}
            />
            <TextInput
              className={styles.grow}
              aria-label={t('paramExample', { n: index + 1 })}
              placeholder={t('example')}
              value={param.example ?? ''}
              readOnly={readOnly}
              onChange={(event) => {
                const example = event.currentTarget.value
                setParams(
                  node.params.map((each, at) => (at === index ? { ...each, example } : each)),
                  `example ${index}`,
                )
              }}
            />
            {!readOnly && (
              <ActionIcon
                aria-label={t('removeParam', { name: param.path })}
                onClick={() =>
                  setParams(
                    node.params.filter((_, at) => at !== index),
                    `remove ${index}`,
                  )
                }
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </div>
        ))}
        {!readOnly && (
          <div>
            <Button
              leftSection={<IconPlus size={14} />}
              onClick={() => setParams([...node.params, { path: `input_${node.params.length + 1}` }], 'add')}
            >
              {t('addParam')}
            </Button>
          </div>
        )}
      </fieldset>
      {node.paramsSource === 'json' && !readOnly && <ParseJson onParsed={(params) => setParams(params, 'parse')} />}
    </>
  )
}

/** The leaves of a pasted sample become inputs (NOD-03). */
function ParseJson({ onParsed }: { onParsed: (params: StartNode['params']) => void }) {
  const t = useTexts(formTexts)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const parse = () => {
    try {
      const value = JSON.parse(text) as Json
      onParsed(jsonPaths(value).map((path) => ({ path, example: asSample(evaluatePath(parsePath(path), value)) })))
      setProblem(null)
    } catch (error) {
      setProblem(t('badJson', { text: error instanceof Error ? error.message : '' }))
    }
  }
  return (
    <>
      <Textarea
        label={t('parseJson')}
        description={t('parseJsonHelp')}
        classNames={{ input: styles.mono }}
        minRows={5}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button disabled={text.trim() === ''} onClick={parse}>
          {t('parse')}
        </Button>
      </div>
    </>
  )
}
