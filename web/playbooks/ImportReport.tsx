import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { PlaybookImport } from '@tocsin/contracts/playbook.ts'
import { paths } from '../paths.ts'
import { copyText, toast } from '../ui/index.ts'
import { describeOutcome, describeReport, reportAsText } from './describe-import.ts'
import { useImportTexts } from './import-texts.ts'
import styles from './Library.module.css'

interface ImportReportProps {
  report: PlaybookImport
  onClose: () => void
}

/** What an import did, or would do: playbook by playbook with its file, then what to act on, then what was found. */
export function ImportReport({ report, onClose }: ImportReportProps) {
  const t = useImportTexts()
  const navigate = useNavigate()
  const open = (id: string) => {
    onClose()
    void navigate({ to: paths.playbook(id) })
  }
  return (
    <div className={styles.report} aria-live="polite">
      <section>
        <h3>
          {!report.dryRun && <IconCheck size={16} color="var(--good)" aria-hidden />}
          {report.dryRun ? t('wouldImport') : t('imported', { n: report.playbooks.length })}
        </h3>
        <ul>
          {report.outcomes.map((each) => (
            <li key={each.id}>
              {report.dryRun ? (
                <strong>{each.wanted}</strong>
              ) : (
                <Button variant="transparent" px={0} onClick={() => open(each.id)}>
                  {each.name}
                </Button>
              )}{' '}
              {describeOutcome(t, each)}
              {each.file !== 'playbook' && <div className={styles.mono}>{each.file}</div>}
              {each.problems.length > 0 && (
                <ul>
                  {each.problems.map(({ message, nodeId = '', path = '' }) => (
                    <li key={`${nodeId}/${path}/${message}`}>{message}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </section>
      {describeReport(t, report).map(({ key, title, help, lines }) => (
        <section key={key}>
          <h3>
            {(key === 'unbound' || key === 'missing') && (
              <IconAlertTriangle size={16} color="var(--warn)" aria-hidden />
            )}
            {title}
          </h3>
          {help && <p className={styles.help}>{help}</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <ul tabIndex={0} aria-label={title}>
            {[...new Set(lines)].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <div>
        <Button
          leftSection={<IconCopy size={14} />}
          onClick={() => void copyText(reportAsText(t, report)).then(() => toast.done(t('copied')))}
        >
          {t('copy')}
        </Button>
      </div>
    </div>
  )
}
