import { Drawer } from '@mantine/core'
import { type WidgetKind, widgetKinds } from '@tocsin/contracts/fleet-dashboard.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../../ui/index.ts'
import styles from './Dashboard.module.css'
import { dashboardTexts } from './texts.ts'

/** The list of widgets that can be added (MSSP-11); the same one as often as wanted, with other settings each. */
export function AddWidget({ onAdd, onClose }: { onAdd: (kind: WidgetKind) => Promise<unknown>; onClose: () => void }) {
  const t = useTexts(dashboardTexts)
  return (
    <Drawer opened onClose={onClose} title={t('addTitle')} size={400}>
      <ul className={styles.shelf}>
        {(Object.keys(widgetKinds) as WidgetKind[]).map((kind) => (
          <li key={kind}>
            <div>
              <strong>{t(kind)}</strong>
              <span className={styles.sub}>{t(`${kind}-help`)}</span>
            </div>
            <ActionButton aria-label={t('addName', { name: t(kind) })} onClick={() => onAdd(kind)}>
              {t('add')}
            </ActionButton>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}
