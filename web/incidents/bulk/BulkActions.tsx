import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../../ui/index.ts'
import { BulkDialog } from './BulkDialog.tsx'
import type { BulkKind } from './bulk-operation.ts'
import { bulkTexts } from './texts.ts'

interface Open {
  kind: BulkKind
  /** By id, as they were when the dialog opened: what is deleted leaves the list meanwhile. */
  labels: ReadonlyMap<string, string>
  clear: () => void
}

/**
 * What can be done to the selected incidents (INC-28): `actions` for the bar of the selection, and the dialog that the
 * page draws, because the bar goes when the last selected row leaves the list.
 */
export function useBulkActions(labelOf: (id: string) => string): {
  actions: (ids: string[], clear: () => void) => ReactNode
  dialog: ReactNode
} {
  const [open, setOpen] = useState<Open | null>(null)
  return {
    actions: (ids, clear) => (
      <BulkActions onChoose={(kind) => setOpen({ kind, labels: new Map(ids.map((id) => [id, labelOf(id)])), clear })} />
    ),
    dialog: open && (
      <BulkDialog
        kind={open.kind}
        labels={open.labels}
        onClose={(isDone) => {
          setOpen(null)
          if (isDone) open.clear()
        }}
      />
    ),
  }
}

const shown = ['change', 'owner', 'close'] as const
const inMenu = ['investigator', 'reopen', 'restore', 'delete'] as const

function BulkActions({ onChoose }: { onChoose: (kind: BulkKind) => void }) {
  const t = useTexts(bulkTexts)
  return (
    <>
      {shown.map((each) => (
        <ActionButton
          key={each}
          capability={each === 'owner' ? 'incident.ownership' : 'incident.bulk'}
          onClick={() => onChoose(each)}
        >
          {t(each)}
        </ActionButton>
      ))}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('more')} title={t('more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {inMenu.map((each) => (
            <Menu.Item key={each} color={each === 'delete' ? 'danger' : undefined} onClick={() => onChoose(each)}>
              {t(each)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
