import { Drawer, Select, TextInput } from '@mantine/core'
import { type FleetWidget, fleetWidget, lifecycleDate, refreshMinutes } from '@tocsin/contracts/fleet-dashboard.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { Form, Panel, useForm } from '../../ui/index.ts'
import { TargetPicker } from '../targets/TargetPicker.tsx'
import { fromTargets, toTargets } from '../targets/targets.ts'
import styles from './Dashboard.module.css'
import { dashboardTexts } from './texts.ts'
import { fromRange, lasts, toRange } from './widget-range.ts'

interface WidgetDrawerProps {
  widget: FleetWidget
  onSave: (widget: FleetWidget) => Promise<unknown>
  onClose: () => void
}

/** Edit widget: Details and Tenants (MSSP-12, MSSP-13). */
export function WidgetDrawer({ widget, onSave, onClose }: WidgetDrawerProps) {
  const t = useTexts(dashboardTexts)
  const [choice, setChoice] = useState(() => fromTargets(widget.targets))
  const form = useForm({
    initial: {
      title: widget.title,
      ...fromRange(widget.range),
      date: widget.date,
      refresh: widget.refresh,
      targets: widget.targets,
    },
    schema: fleetWidget,
    toBody: (values) => ({
      ...widget,
      title: values.title,
      range: toRange(values),
      date: values.date,
      refresh: values.refresh,
      targets: values.targets,
    }),
    save: (values) =>
      onSave({
        ...widget,
        title: values.title.trim(),
        range: toRange(values),
        date: values.date,
        refresh: values.refresh,
        targets: values.targets,
      }),
    onSaved: onClose,
  })
  const { last, from, to } = form.values
  const isBackwards = last === 'custom' && from !== '' && to !== '' && from >= to
  return (
    <Drawer opened onClose={onClose} title={t('edit')} size={480}>
      <Form form={form} onCancel={onClose}>
        <Panel title={t('details')}>
          <div className={styles.fields}>
            <TextInput label={t('name')} maxLength={255} data-autofocus {...form.field('title')} />
            <Select
              label={t('range')}
              data={[
                { value: 'all', label: t('rangeAll') },
                ...lasts.map((value) => ({ value, label: t(value) })),
                { value: 'custom', label: t('custom') },
              ]}
              {...form.field('last')}
              onChange={(value) => form.set('last', value ?? 'all')}
            />
            {last === 'custom' && (
              <div className={styles.pair}>
                <TextInput type="datetime-local" label={t('from')} {...form.field('from')} />
                <TextInput
                  type="datetime-local"
                  label={t('to')}
                  {...form.field('to')}
                  error={isBackwards ? t('rangeOrder') : form.field('to').error}
                />
              </div>
            )}
            {widget.kind !== 'created-closed' && (
              <Select
                label={t('date')}
                description={t('dateHelp')}
                data={lifecycleDate.options.map((value) => ({ value, label: t(value) }))}
                {...form.field('date')}
                onChange={(value) => form.set('date', lifecycleDate.options.find((one) => one === value) ?? 'creation')}
              />
            )}
            <Select
              label={t('refresh')}
              data={refreshMinutes.map((n) => ({ value: String(n), label: n === 0 ? t('off') : t('every', { n }) }))}
              {...form.field('refresh')}
              value={String(form.values.refresh)}
              onChange={(value) => form.set('refresh', Number(value))}
            />
          </div>
        </Panel>
        <Panel title={t('tenants')}>
          <TargetPicker
            choice={choice}
            isLasting
            onChoice={(next) => {
              setChoice(next)
              form.set('targets', toTargets(next) ?? { tenants: [] })
            }}
          />
        </Panel>
      </Form>
    </Drawer>
  )
}
