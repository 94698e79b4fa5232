import { Button, Loader, Modal } from '@mantine/core'
import { listProfiles } from '@tocsin/contracts/access.ts'
import type { Grants } from '@tocsin/contracts/link.ts'
import { createPairing, listPairings } from '@tocsin/contracts/membership.ts'
import { useState } from 'react'
import type { z } from 'zod'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { instanceBase } from '../paths.ts'
import { ActionButton, CopyButton, duration, Mono, useNow } from '../ui/index.ts'
import { GrantRow } from './GrantRow.tsx'
import { allGrants, proposedGrants, withGrant } from './grant-choice.ts'
import styles from './Membership.module.css'
import { membershipTexts } from './texts.ts'

type Code = z.infer<typeof createPairing.response>

/** First what is granted, then the code with the time it has left; says when it was used (FLT-01). */
export function CodeDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(membershipTexts)
  const [code, setCode] = useState<Code | null>(null)
  return (
    <Modal opened onClose={onClose} title={t('codeTitle')} size={760} closeOnClickOutside={false}>
      {code ? (
        <ShownCode code={code} onAgain={() => setCode(null)} onClose={onClose} />
      ) : (
        <ChooseGrants onCode={setCode} onClose={onClose} />
      )}
    </Modal>
  )
}

function ChooseGrants({ onCode, onClose }: { onCode: (code: Code) => void; onClose: () => void }) {
  const t = useTexts(membershipTexts)
  const [grants, setGrants] = useState<Grants>(proposedGrants)
  const make = useChange(createPairing)
  const { data: profiles } = useEndpoint(listProfiles)
  return (
    <div className={styles.side}>
      <p className={styles.quiet}>{t('choose')}</p>
      <div className={styles.grants}>
        {allGrants.map((name) => (
          <GrantRow
            key={name}
            name={name}
            grant={grants[name]}
            profiles={profiles?.items.map((profile) => profile.name) ?? []}
            onChange={(grant) => setGrants(withGrant(grants, name, grant))}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <ActionButton variant="filled" onClick={async () => onCode(await make.mutateAsync({ body: { grants } }))}>
          {t('make')}
        </ActionButton>
      </div>
    </div>
  )
}

function ShownCode({ code, onAgain, onClose }: { code: Code; onAgain: () => void; onClose: () => void }) {
  const t = useTexts(membershipTexts)
  const left = Date.parse(code.expiresAt) - useNow()
  const { data } = useEndpoint(listPairings, {}, { refetchInterval: 2000 })
  const used = data?.items.find(({ id, status }) => id === code.id && status === 'active')
  const isOver = left <= 0 && !used
  return (
    <div className={styles.side}>
      <div className={styles.code}>
        <output className={styles.letters} aria-label={t('codeReady')}>
          {code.code}
        </output>
        <CopyButton text={code.code} always />
      </div>
      <p className={styles.quiet}>{t('codeOnce')}</p>
      <dl className={styles.facts}>
        <dt>{t('addressIs')}</dt>
        <dd>
          <Mono text={window.location.origin + instanceBase()} tail={40} />
        </dd>
        <dt>{t('fingerprint')}</dt>
        <dd>
          <Mono text={code.fingerprint} tail={32} />
        </dd>
      </dl>
      {used ? (
        <div className={styles.good} role="status">
          {t('pairedNow', { name: used.name ?? '' })}
          <Mono text={used.peerFingerprint ?? ''} tail={32} />
        </div>
      ) : (
        <div className={styles.waiting} role="status">
          {isOver ? null : <Loader size={14} />}
          <span className={styles.count} data-late={isOver || undefined}>
            {isOver ? t('expired') : `${t('waiting')} ${t('expiresIn', { time: duration(left) })}`}
          </span>
        </div>
      )}
      <p className={styles.quiet}>{t('compareText')}</p>
      <div className={styles.buttons}>
        {isOver && <Button onClick={onAgain}>{t('another')}</Button>}
        <Button variant="filled" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}
