import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useTexts } from '../i18n/index.ts'
import { useShortcutList } from '../ui/index.ts'
import styles from './Shell.module.css'
import { shellTexts } from './texts.ts'

/** The keys that work on the page behind it. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const t = useTexts(shellTexts)
  const here = useShortcutList()
  return (
    <Modal opened onClose={onClose} title={t('help')} size={420}>
      <div className={styles.sheet}>
        <h3>{t('helpText')}</h3>
        {here.map(({ keys, label }) => (
          <Row key={keys + label} keys={keys} label={label} />
        ))}
        <Row keys="Enter" label={t('openRow')} />
        <Row keys="Ctrl-Enter" label={t('inForms')} />
      </div>
    </Modal>
  )
}

function Row({ keys, label }: { keys: string; label: string }) {
  return (
    <Fragment>
      <span>{label}</span>
      <span>
        {keys.split(/[ -]/).map((key) => (
          <kbd key={key}>{key.length === 1 && keys.startsWith('Ctrl') ? key.toUpperCase() : key}</kbd>
        ))}
      </span>
    </Fragment>
  )
}
