import { Button, Modal, Select } from '@mantine/core'
import { listResources } from '@tocsin/contracts/integration.ts'
import { useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ErrorState, toast } from '../../ui/index.ts'
import {
  type ResourceChoice,
  type ResourceUse,
  reassigned,
  reassignResource,
  resourceUses,
} from '../edits/reassign-resource.ts'
import { shownName } from '../edits/shown-name.ts'
import styles from './Editor.module.css'
import { reassignTexts } from './reassign-texts.ts'
import type { GraphEditor } from './use-graph-editor.ts'

interface ReassignDialogProps {
  editor: GraphEditor
  onClose: () => void
}

const ALL = 'all'
const NONE = 'none'

/** Another resource for all actions of an integration at once (PBK-14). */
export function ReassignDialog({ editor, onClose }: ReassignDialogProps) {
  const t = useTexts(reassignTexts)
  const { data, error, refetch } = useEndpoint(listResources)
  const { graph } = editor
  const integrations = [
    ...new Set(graph.nodes.flatMap((node) => (node.kind === 'action' && node.integration ? [node.integration] : []))),
  ].sort()
  const [integration, setIntegration] = useState<string | null>(
    integrations.length === 1 ? (integrations[0] ?? null) : null,
  )
  const [from, setFrom] = useState<ResourceChoice>({ kind: 'all' })
  const [to, setTo] = useState<string | null>(null)

  const uses = integration === null ? [] : resourceUses(graph, integration)
  const labels = [...new Set(uses.flatMap(({ resource }) => (resource === null ? [] : [resource])))].sort()
  const targets = (data?.items ?? []).filter((each) => each.integration === integration).map(({ label }) => label)
  const changed = integration === null || to === null ? [] : reassigned(uses, from, to)
  const dynamic = uses.filter(({ isDynamic }) => isDynamic).length
  const hasNone = uses.some(({ resource, isDynamic }) => resource === null && !isDynamic)

  const apply = () => {
    if (integration === null || to === null) return
    editor.apply((before) => reassignResource(before, integration, from, to))
    toast.done(t('done', { n: changed.length, to }))
    onClose()
  }

  return (
    <Modal opened onClose={onClose} title={t('title')} size={480}>
      <div className={styles.stack}>
        {error && !data && <ErrorState compact error={error} title={t('title')} retry={() => void refetch()} />}
        <Select
          label={t('integration')}
          data={integrations}
          value={integration}
          onChange={(next) => {
            setIntegration(next)
            setFrom({ kind: 'all' })
            setTo(null)
          }}
          data-autofocus
        />
        <Select
          label={t('from')}
          data={[
            { value: ALL, label: t('all') },
            ...(hasNone ? [{ value: NONE, label: t('none') }] : []),
            ...labels.map((label) => ({ value: `=${label}`, label })),
          ]}
          value={from.kind === 'label' ? `=${from.label}` : from.kind}
          allowDeselect={false}
          onChange={(next) =>
            setFrom(next === ALL || next === NONE ? { kind: next } : { kind: 'label', label: next?.slice(1) ?? '' })
          }
          disabled={integration === null}
        />
        <Select
          label={t('to')}
          data={targets}
          value={to}
          onChange={setTo}
          disabled={integration === null}
          description={integration !== null && data && targets.length === 0 ? t('noTargets') : undefined}
        />
        {integration !== null && to !== null && <Preview uses={changed} />}
        {dynamic > 0 && <p className={styles.quiet}>{t('dynamic', { n: dynamic })}</p>}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="filled" disabled={changed.length === 0} onClick={apply}>
            {t('apply')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** The nodes that get the other resource, with the one they have. */
function Preview({ uses }: { uses: readonly ResourceUse[] }) {
  const t = useTexts(reassignTexts)
  return (
    <div>
      <p className={styles.quiet}>{t('changes', { n: uses.length })}</p>
      <ul className={styles.warnings}>
        {uses.map(({ node, resource }) => (
          <li key={node.id}>
            <span className={styles.grow}>{shownName(node)}</span>
            <span className={styles.quiet}>{resource ?? t('none')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
