import { ActionIcon, Modal, Select } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import { getPlaybookVersion, listPlaybookVersions, type Playbook } from '@tocsin/contracts/playbook.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/index.ts'
import { readGraph } from '../editor/read-graph.ts'
import styles from './Compare.module.css'
import { ComparePicture } from './ComparePicture.tsx'
import { compareTexts } from './texts.ts'
import { inOrder, otherThan, type VersionChoice } from './version-choice.ts'

interface CompareDialogProps {
  playbook: Pick<Playbook, 'id' | 'name'>
  /** What is edited now; null where there is no draft. */
  draft: PlaybookGraph | null
  /** What is compared, and with what; a sensible other one where none is given. */
  chosen: VersionChoice
  other?: VersionChoice
  actions?: readonly Action[]
  onClose: () => void
}

/** Any two of draft and versions, one laid over the other (VER-17). */
export function CompareDialog({ playbook, draft, chosen, other, actions, onClose }: CompareDialogProps) {
  const t = useTexts(compareTexts)
  const { id, name } = playbook
  const { data, error, refetch } = useEndpoint(listPlaybookVersions, { params: { id } })
  const [pair, setPair] = useState<[VersionChoice, VersionChoice] | null>(
    other === undefined ? null : inOrder(chosen, other),
  )
  const partner = data ? otherThan(chosen, data.items, draft !== null) : null
  const [older, newer] = pair ?? (partner === null ? [null, null] : inOrder(chosen, partner))
  const before = useGraph(id, older, draft)
  const after = useGraph(id, newer, draft)
  const failure = error ?? before.error ?? after.error

  const choices = [
    ...(draft ? [{ value: 'draft', label: t('draft') }] : []),
    ...(data?.items ?? []).map(({ number, published }) => ({
      value: String(number),
      label: t(published ? 'versionPublished' : 'version', { n: number }),
    })),
  ]
  const read = (value: string | null, present: VersionChoice): VersionChoice =>
    value === null ? present : value === 'draft' ? 'draft' : Number(value)

  return (
    <Modal opened onClose={onClose} title={t('title', { name })} size="calc(100vw - 96px)">
      <div className={styles.dialog}>
        {older !== null && newer !== null && (
          <div className={styles.choice}>
            <Select
              label={t('older')}
              data={choices}
              value={String(older)}
              allowDeselect={false}
              onChange={(value) => setPair([read(value, older), newer])}
            />
            <ActionIcon
              variant="default"
              size={32}
              aria-label={t('swap')}
              title={t('swap')}
              onClick={() => setPair([newer, older])}
            >
              <IconArrowsExchange size={16} />
            </ActionIcon>
            <Select
              label={t('newer')}
              data={choices}
              value={String(newer)}
              allowDeselect={false}
              onChange={(value) => setPair([older, read(value, newer)])}
            />
          </div>
        )}
        {failure ? (
          <ErrorState
            error={failure}
            title={t('notRead')}
            retry={() => void Promise.all([refetch(), before.retry(), after.retry()])}
          />
        ) : older === null && data ? (
          <EmptyState title={t('chooseTwo')} text={t('chooseTwoText')} />
        ) : before.graph && after.graph ? (
          <ComparePicture key={`${older} ${newer}`} before={before.graph} after={after.graph} actions={actions} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </div>
    </Modal>
  )
}

/** The graph of one choice; versions never change, the draft is what is edited now. */
function useGraph(playbookId: string, choice: VersionChoice | null, draft: PlaybookGraph | null) {
  const number = typeof choice === 'number' ? choice : 0
  const { data, error, refetch } = useEndpoint(
    getPlaybookVersion,
    { params: { id: playbookId, number } },
    { enabled: number > 0 },
  )
  const version = useMemo(() => (data ? readGraph(data.graph) : null), [data])
  return {
    graph: choice === 'draft' ? draft : number > 0 ? version : null,
    error: number > 0 ? error : null,
    retry: () => (number > 0 ? refetch() : Promise.resolve()),
  }
}
