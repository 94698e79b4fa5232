import type { Pairing } from '@tocsin/contracts/membership.ts'
import { useMemo } from 'react'
import { useTexts } from '../i18n/index.ts'
import { type Column, Moment, Mono, Panel, Table } from '../ui/index.ts'
import { membershipTexts } from './texts.ts'

const rowId = ({ id }: Pairing) => id

/** Pairings that are over; what was done under them stays in the audit trail. */
export function EndedPairings({ pairings }: { pairings: Pairing[] }) {
  const t = useTexts(membershipTexts)
  const columns = useMemo<Column<Pairing>[]>(
    () => [
      { key: 'name', label: 'MSSP', cell: ({ name }) => name ?? '–' },
      { key: 'since', label: t('since'), width: 200, cell: ({ pairedAt }) => <Moment at={pairedAt} absolute /> },
      { key: 'until', label: t('until'), width: 200, cell: ({ endedAt }) => <Moment at={endedAt} absolute /> },
      {
        key: 'print',
        label: t('theirPrint'),
        cell: ({ peerFingerprint }) => (peerFingerprint ? <Mono text={peerFingerprint} /> : '–'),
      },
    ],
    [t],
  )
  return (
    <Panel title={t('endedTitle')} name="membership/ended" bare>
      <Table
        name="ended-pairings"
        label={t('endedTitle')}
        columns={columns}
        list={{ rows: pairings }}
        rowId={rowId}
        empty={null}
        fit
      />
    </Panel>
  )
}
