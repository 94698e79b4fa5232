import { IconAlertTriangle } from '@tabler/icons-react'
import { listProfiles } from '@tocsin/contracts/access.ts'
import type { Grant, GrantName, Grants } from '@tocsin/contracts/link.ts'
import type { Ability } from '@tocsin/contracts/lists.ts'
import {
  changePairing,
  endPairing,
  type Pairing,
  rotatePairingKey,
  schedulePairingKey,
} from '@tocsin/contracts/membership.ts'
import { useState } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Field, Fields, Moment, Mono, Panel, toast, useConfirm } from '../ui/index.ts'
import { Activity } from './Activity.tsx'
import { GrantRow } from './GrantRow.tsx'
import { allGrants, withGrant } from './grant-choice.ts'
import { KeyRotation } from './KeyRotation.tsx'
import styles from './Membership.module.css'
import { membershipTexts } from './texts.ts'

/** One MSSP: facts at the left; what it may do and what it did at the right. */
export function PairingView({ pairing, ability }: { pairing: Pairing; ability: Ability }) {
  const t = useTexts(membershipTexts)
  const name = pairing.name ?? 'MSSP'
  return (
    <div className={styles.side}>
      <Panel title={name} actions={<RevokeButton pairing={pairing} name={name} ability={ability} />}>
        <div className={styles.side}>
          {pairing.error && (
            <div className={styles.problem} role="status">
              <IconAlertTriangle size={16} aria-hidden />
              <span>
                {t('problem')}: {pairing.error}
              </span>
            </div>
          )}
          <div className={styles.halves}>
            <Fields>
              <Field label={t('since')}>{pairing.pairedAt && <Moment at={pairing.pairedAt} absolute />}</Field>
              <Field label={t('contact')}>
                <Moment at={pairing.lastContactAt} />
              </Field>
              <Field label={t('address')}>{pairing.url && <Mono text={pairing.url} tail={40} />}</Field>
              <Field label={t('mode')}>{pairing.mode && t(pairing.mode)}</Field>
            </Fields>
            <Fields>
              <Field label={t('product')}>{pairing.peerProduct}</Field>
              <Field label={t('queue')}>{pairing.queueDepth}</Field>
              <Field label={t('ourPrint')}>
                <Mono text={pairing.fingerprint} tail={40} />
              </Field>
              <Field label={t('theirPrint')}>
                {pairing.peerFingerprint && <Mono text={pairing.peerFingerprint} tail={40} />}
              </Field>
            </Fields>
          </div>
          <PairingKeys pairing={pairing} name={name} ability={ability} />
        </div>
      </Panel>
      <div className={styles.columns}>
        <PairingGrants pairing={pairing} name={name} ability={ability} />
        <Activity pairing={pairing} name={name} />
      </div>
    </div>
  )
}

interface PartProps {
  pairing: Pairing
  name: string
  ability: Ability
}

function PairingGrants({ pairing, name, ability }: PartProps) {
  const t = useTexts(membershipTexts)
  const change = useChange(changePairing)
  const { data: profiles } = useEndpoint(listProfiles)
  const [pending, setPending] = useState<Grants | null>(null)
  const shown = pending ?? pairing.grants
  const set = (which: GrantName, grant: Grant | null) => {
    const { id, version } = pairing
    const grants = withGrant(shown, which, grant)
    setPending(grants)
    change
      .mutateAsync({ params: { id }, body: { version, grants } })
      .then(() => toast.done(t('saved', { name })))
      .catch((error: unknown) => toast.failed(error, t('grants', { name })))
      .finally(() => setPending(null))
  }
  return (
    <Panel title={t('grants', { name })} bare>
      <div className={styles.grants} title={ability === true ? undefined : ability}>
        {allGrants.map((one) => (
          <GrantRow
            key={one}
            name={one}
            grant={shown[one]}
            profiles={profiles?.items.map((profile) => profile.name) ?? []}
            disabled={ability !== true || change.isPending}
            onChange={(grant) => set(one, grant)}
          />
        ))}
      </div>
    </Panel>
  )
}

function PairingKeys({ pairing, name, ability }: PartProps) {
  const rotate = useChange(rotatePairingKey)
  const schedule = useChange(schedulePairingKey)
  const params = { id: pairing.id }
  const t = useTexts(membershipTexts)
  return (
    <KeyRotation
      keys={pairing.keys}
      name={name}
      ability={ability}
      mayRotate={ability === true && pairing.keys.changingSince !== null ? t('keyWaits', { name }) : ability}
      onRotate={() => rotate.mutateAsync({ params })}
      onSchedule={(days) => schedule.mutateAsync({ params, body: { days } })}
    />
  )
}

function RevokeButton({ pairing, name, ability }: PartProps) {
  const t = useTexts(membershipTexts)
  const confirm = useConfirm()
  const end = useChange(endPairing)
  const revoke = async () => {
    const done = await confirm({
      title: t('revokeTitle', { name }),
      text: t('revokeText'),
      action: t('revoke'),
      danger: true,
      typeName: name,
      run: () => end.mutateAsync({ params: { id: pairing.id } }),
    })
    if (done) toast.done(t('revoked', { name }))
  }
  return (
    <ActionButton color="danger" capability="membership.manage" ability={ability} onClick={() => void revoke()}>
      {t('revoke')}
    </ActionButton>
  )
}
