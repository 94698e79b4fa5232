import { ActionIcon, Button, Checkbox, Radio, SegmentedControl, Switch } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CallError } from '../api/index.ts'
import {
  ActionButton,
  Clipped,
  dark,
  EmptyState,
  ErrorState,
  Moment,
  Mono,
  nodeColours,
  Page,
  Panel,
  Progress,
  Severity,
  SkeletonLines,
  StatusTag,
  toast,
  useConfirm,
  ValueChip,
} from '../ui/index.ts'
import styles from './Gallery.module.css'

const failure = new CallError(
  'unavailable',
  'busy',
  [{ path: 'playbook.nodes[3]', line: 12, column: 4, message: 'names an action that is not installed' }],
  'req-7f31c2a9',
)

function Sample({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.sample}>
      <span>{name}</span>
      <div>{children}</div>
    </div>
  )
}

export function Elements() {
  const confirm = useConfirm()
  const ask = () =>
    confirm({
      title: 'Delete playbook “Phishing triage”?',
      text: 'Two incident templates start it; they will start nothing. Its 412 runs stay readable.',
      action: 'Delete playbook',
      danger: true,
      typeName: 'Phishing triage',
    })
  return (
    <Page title="Gallery" tags={<StatusTag>Development</StatusTag>} actions={<Button onClick={ask}>Ask</Button>}>
      <div className={styles.gallery}>
        <Panel title="Buttons">
          <Sample name="Kinds">
            <Button variant="filled">Primary</Button>
            <Button>Default</Button>
            <Button variant="subtle">Quiet</Button>
            <Button variant="filled" color="danger">
              Delete
            </Button>
            <Button color="danger">Delete</Button>
            <ActionIcon aria-label="Delete">
              <IconTrash size={16} />
            </ActionIcon>
          </Sample>
          <Sample name="Not now">
            <ActionButton ability="Only an open incident can be closed." onClick={() => {}}>
              Close
            </ActionButton>
            <Button variant="filled" disabled>
              Disabled
            </Button>
            <Button loading>Busy</Button>
          </Sample>
          <Sample name="Feedback">
            <Button onClick={() => toast.done('Playbook published.')}>Done</Button>
            <Button onClick={() => toast.note('An export is ready.')}>Note</Button>
            <Button onClick={() => toast.failed(failure, 'Publishing')}>Failed</Button>
          </Sample>
          <Sample name="Choices">
            <Checkbox label="On" defaultChecked />
            <Checkbox label="Off" />
            <Checkbox label="Some" indeterminate readOnly />
            <Radio label="One" defaultChecked />
            <Switch label="Enabled" defaultChecked />
            <SegmentedControl data={['Day', 'Week', 'Month']} />
          </Sample>
        </Panel>
        <Panel title="States">
          <Sample name="Severity">
            {['critical', 'high', 'medium', 'low', 'info'].map((level) => (
              <Severity key={level} level={level} />
            ))}
            <Severity level={null} />
          </Sample>
          <Sample name="Status">
            <StatusTag>Closed</StatusTag>
            <StatusTag tone="active">Open</StatusTag>
            <StatusTag tone="good">Completed</StatusTag>
            <StatusTag tone="warn">Waiting</StatusTag>
            <StatusTag tone="danger">Failed</StatusTag>
          </Sample>
          <Sample name="Values">
            <Mono text="2001:db8::8a2e:370:7334" />
            <ValueChip kind="IP" text="203.0.113.41" />
            <ValueChip kind="Host" text="wks-0477" onRemove={() => {}} />
          </Sample>
          <Sample name="Cut">
            <div className={styles.narrow}>
              <Mono text="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" />
            </div>
            <div className={styles.narrow}>
              <Clipped text="Impossible travel from Lyon to Manila" copy />
            </div>
          </Sample>
          <Sample name="Times">
            <Moment at={new Date(Date.now() - 200_000).toISOString()} />
            <Moment at="2026-03-01T12:00:00Z" absolute />
            <Moment at={null} />
          </Sample>
        </Panel>
        <Panel title="Loading">
          <SkeletonLines lines={4} />
          <Progress label="Closing" done={412} total={1000} rate={85} onStop={() => {}} />
        </Panel>
        <Panel title="Error" name="gallery-error">
          <ErrorState error={failure} title="The playbook could not be read" retry={() => {}} compact />
        </Panel>
        <Panel title="Empty">
          <EmptyState
            title="No playbooks yet"
            text="A playbook runs actions on an incident. Start from one of the library or draw your own."
            action={<Button variant="filled">New playbook</Button>}
            compact
          />
        </Panel>
        <Panel title="Colours">
          <div className={styles.colours}>
            {Object.keys(dark).map((token) => (
              <span
                key={token}
                title={token}
                style={{ background: `var(--${token.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`)})` }}
              />
            ))}
            {Object.entries(nodeColours).map(([name, colour]) => (
              <span key={name} title={name} style={{ background: colour }} />
            ))}
          </div>
        </Panel>
      </div>
    </Page>
  )
}
