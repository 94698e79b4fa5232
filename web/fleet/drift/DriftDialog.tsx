import { Button, Loader, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { acceptDrift, type ContentReference, createRelease, getDrift, promoteDrift } from '@tocsin/contracts/fleet.ts'
import { call, useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ActionButton, EmptyState, ErrorState, toast, useConfirm } from '../../ui/index.ts'
import { DiffTable } from '../push/DiffTable.tsx'
import { diffRows } from '../push/diff-rows.ts'
import styles from './Drift.module.css'
import { driftTexts } from './texts.ts'

interface DriftDialogProps {
  tenant: { id: string; name: string }
  item: ContentReference & { name: string }
  onClose: () => void
}

const alsoChanges = ['fleet/sync', 'fleet/tenants', 'fleet/releases', 'playbooks', 'custom-fields', 'integrations']

/** What a tenant changed in an item since it was pushed, and the three answers to it: accept, realign, promote (FLT-41). */
export function DriftDialog({ tenant, item: { name, ...item }, onClose }: DriftDialogProps) {
  const t = useTexts(driftTexts)
  const confirm = useConfirm()
  const navigate = useNavigate()
  const drifted = { tenant: tenant.id, item }
  const names = { tenant: tenant.name, item: name }
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['drift', tenant.id, item.kind, item.id],
    queryFn: ({ signal }) => call(getDrift, { body: drifted, signal }),
    // Asked of the tenant each time it is looked at.
    gcTime: 0,
    retry: false,
  })
  const accepting = useChange(acceptDrift, { alsoChanges })
  const promoting = useChange(promoteDrift, { alsoChanges })
  const pushing = useChange(createRelease, { alsoChanges })
  const rows = diffRows(data?.diff ?? [])
  const isDeleted = data?.hash === null
  const isSame = data && rows.length === 0

  async function accept() {
    const { paths: kept } = await accepting.mutateAsync({ body: drifted })
    toast.done(t('accepted', { n: kept.length, tenant: tenant.name }))
    onClose()
  }

  async function realign() {
    const made = await pushing.mutateAsync({
      body: { items: [item], targets: { tenants: [tenant.id] }, policy: 'take-console' },
    })
    toast.done(t('realigned', { n: made.number, tenant: tenant.name }))
    onClose()
    void navigate({ to: paths.fleetRelease(made.id) })
  }

  async function promote() {
    const isDone = await confirm({
      title: t('promoteTitle', names),
      text: t('promoteText', names),
      action: t('promote'),
      run: () => promoting.mutateAsync({ body: drifted }),
    })
    if (!isDone) return
    toast.done(t('promoted', names))
    onClose()
  }

  return (
    <Modal opened onClose={onClose} title={t('title', names)} size={880}>
      <div className={styles.dialog}>
        {isFetching && !data && (
          <p role="status" className={styles.asking}>
            <Loader size={14} /> {t('asking', names)}
          </p>
        )}
        {error && !isFetching && <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />}
        {isDeleted && <p>{t('deleted')}</p>}
        {isSame && <EmptyState title={t('none')} text={t('noneText')} />}
        {rows.length > 0 && (
          <div className={styles.diff}>
            <DiffTable rows={rows} before={t('pushed')} after={t('there')} />
          </div>
        )}
        {data && !isSame && (
          <dl className={styles.answers}>
            <dt>
              <ActionButton capability="fleet.push" ability={isDeleted ? t('acceptDeleted') : true} onClick={accept}>
                {t('accept')}
              </ActionButton>
            </dt>
            <dd>{t('acceptHelp')}</dd>
            <dt>
              <ActionButton capability="fleet.push" onClick={realign}>
                {t('realign')}
              </ActionButton>
            </dt>
            <dd>{t('realignHelp')}</dd>
            <dt>
              <ActionButton capability="fleet.push" ability={isDeleted ? t('promoteDeleted') : true} onClick={promote}>
                {t('promote')}
              </ActionButton>
            </dt>
            <dd>{t('promoteHelp')}</dd>
          </dl>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </div>
    </Modal>
  )
}
