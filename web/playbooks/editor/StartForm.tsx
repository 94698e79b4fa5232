import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { StartNode } from '@tocsin/engine/playbook/index.ts'
import { evaluatePath, parsePath } from '@tocsin/engine/values/index.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { JsonInput } from '../values/JsonInput.tsx'
import { asSample, jsonPaths } from '../values/json-paths.ts'
import { readJson } from '../values/read-json.ts'
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
  const read = readJson(text)
  const found = 'value' in read ? paramsOf(read.value) : []
  return (
    <>
      <JsonInput
        label={t('parseJson')}
        description={t('parseJsonHelp')}
        value={text}
        onChange={setText}
        error={'value' in read && found.length === 0 ? t('noLeaves') : null}
      />
      <div>
        <Button disabled={found.length === 0} onClick={() => onParsed(found)}>
          {found.length === 0 ? t('parse') : t('parseSome', { n: found.length })}
        </Button>
      </div>
    </>
  )
}

/** One input for each leaf of a sample, with its value as example. */
function paramsOf(sample: Json): StartNode['params'] {
  return jsonPaths(sample).map((path) => ({ path, example: asSample(evaluatePath(parsePath(path), sample)) }))
}
