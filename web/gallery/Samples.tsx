import { Button, Checkbox, MultiSelect, NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconCheck, IconEdit } from '@tabler/icons-react'
import { useState } from 'react'
import { CallError } from '../api/index.ts'
import { paths } from '../paths.ts'
import {
  DetailPage,
  EmptyState,
  Field,
  Fields,
  Form,
  JsonView,
  Moment,
  Mono,
  Page,
  Panel,
  RichText,
  Severity,
  StatusTag,
  Table,
  Tabs,
  toast,
  useForm,
  ValueChip,
} from '../ui/index.ts'
import { columns } from './ListSample.tsx'
import { type MadeUp, madeUpAlert, madeUpRows } from './made-up.ts'

const description =
  '<p>Beacon every <b>60 s</b> with 12 % jitter. See <a href="https://attack.mitre.org/software/S0154/">S0154</a>.<script>alert(1)</script></p><ul><li>isolate the host</li><li>collect memory</li></ul><pre>GET /dpixel HTTP/1.1</pre>'
const rowId = (row: MadeUp) => row.id

export function DetailSample() {
  const [now] = useState(() => Date.now())
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  return (
    <DetailPage
      name="gallery"
      title="INC-2026-04711 ET MALWARE Cobalt Strike Beacon Activity (GET) from 10.20.14.77"
      up={{ label: 'Incidents', to: paths.gallery() }}
      tags={
        <>
          <Severity level="critical" />
          <StatusTag tone="active">Open</StatusTag>
        </>
      }
      trail={{ list: 'gallery', id: '2', to: (id) => `${paths.gallery()}?show=detail&id=${id}` }}
      actions={
        <>
          <Button leftSection={<IconEdit size={14} />}>Edit</Button>
          <Button variant="filled" leftSection={<IconCheck size={14} />}>
            Close incident
          </Button>
        </>
      }
      left={{
        title: 'Key fields',
        content: (
          <>
            <Fields>
              <Field label="Owner">Ines Moreau</Field>
              <Field label="Type">Malware</Field>
              <Field label="Opened">
                <Moment at={ago(14)} />
              </Field>
              <Field label="Source IP">
                <Mono text="10.20.14.77" />
              </Field>
              <Field label="SHA-256">
                <Mono text="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" />
              </Field>
              <Field label="Category" />
            </Fields>
          </>
        ),
      }}
      right={{
        title: 'Widgets',
        content: (
          <Panel title="Entities" name="gallery-entities">
            <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
              <ValueChip kind="IP" text="203.0.113.41" />
              <ValueChip kind="Domain" text="update-checker-cdn.example" />
              <ValueChip kind="Host" text="wks-0477" onRemove={() => {}} />
            </div>
          </Panel>
        ),
      }}
    >
      <Tabs
        label="Incident"
        tabs={[
          {
            key: 'overview',
            label: 'Overview',
            content: () => (
              <div style={{ display: 'grid', gap: 16 }}>
                <Panel title="Description">
                  <RichText html={description} />
                </Panel>
                <Panel title="Raw alert" name="gallery-raw">
                  <JsonView name="alert" value={madeUpAlert} height={320} />
                </Panel>
                <Panel title="Related incidents" bare>
                  <Table
                    name="gallery-related"
                    label="Related incidents"
                    columns={columns.slice(0, 4)}
                    list={{ rows: madeUpRows(3) }}
                    rowId={rowId}
                    empty={null}
                    fit
                  />
                </Panel>
              </div>
            ),
          },
          {
            key: 'war-room',
            label: 'War room',
            count: 12,
            content: () => <EmptyState title="Nothing happened yet" compact />,
          },
          {
            key: 'tasks',
            label: 'Tasks',
            count: 3,
            content: () => (
              <EmptyState title="No tasks" text="Tasks come from templates, playbooks and people." compact />
            ),
          },
        ]}
      />
    </DetailPage>
  )
}

export function FormSample() {
  const form = useForm({
    initial: {
      name: '',
      type: 'malware' as string | null,
      owners: ['Ines Moreau'],
      limit: 50 as number | string,
      description: '',
      token: '',
      isOpen: true,
    },
    save: async ({ name }) => {
      if (name) return
      const details = [
        { path: 'body.name', message: 'A name is needed.' },
        { path: 'limit', message: 'At most 40 per hour under this license.' },
      ]
      throw new CallError('invalid_input', 'Two fields are wrong.', details, 'req-7f31c2')
    },
    onSaved: () => toast.done('Saved.'),
  })
  return (
    <Page title="New incident" up={{ label: 'Incidents', to: paths.gallery() }}>
      <Form form={form} submit="Create incident" onCancel={() => form.reset(form.values)}>
        <TextInput label="Name" withAsterisk description="What an analyst reads in the list." {...form.field('name')} />
        <Select label="Type" data={['malware', 'phishing', 'access']} {...form.field('type')} />
        <MultiSelect
          label="Investigators"
          data={['Ines Moreau', 'Tomasz Wilk', 'Ade Okafor']}
          {...form.field('owners')}
        />
        <NumberInput label="Actions per hour" {...form.field('limit')} />
        <Textarea label="Description" {...form.field('description')} />
        <PasswordInput
          label="API token"
          description="Set on 12 February; leave empty to keep it."
          {...form.field('token')}
        />
        <Checkbox label="Open at once" {...form.flag('isOpen')} />
      </Form>
    </Page>
  )
}
