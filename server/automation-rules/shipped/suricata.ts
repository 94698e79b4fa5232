import type { RuleMapping } from '@tocsin/contracts/automation-rule.ts'
import type { ShippedRule, ShippedSource } from './shipped-rule.ts'

/** Suricata EVE JSON, event type alert. */
export const suricataSource: ShippedSource = {
  name: 'suricata',
  description: 'Suricata EVE JSON (eve.json). Alerts of the same flow, moment and signature are one.',
  keyPaths: ['timestamp', 'flow_id', 'tx_id', 'alert.gid', 'alert.signature_id', 'src_ip', 'dest_ip'],
  titlePath: 'alert.signature',
  timePath: 'timestamp',
}

const mappings: RuleMapping[] = [
  { from: { path: 'alert.signature' }, to: { kind: 'field', name: 'name' } },
  {
    from: {
      template:
        '{{input.alert.category}}: {{input.proto}} {{input.src_ip}}:{{input.src_port}} to {{input.dest_ip}}:{{input.dest_port}}',
    },
    to: { kind: 'field', name: 'description' },
  },
  {
    from: {
      template:
        '<p><b>{{input.alert.signature}}</b></p><table><tbody><tr><th>Category</th><td>{{input.alert.category}}</td></tr>' +
        '<tr><th>Signature</th><td>{{input.alert.gid}}:{{input.alert.signature_id}}:{{input.alert.rev}}</td></tr>' +
        '<tr><th>From</th><td>{{input.src_ip}}:{{input.src_port}}</td></tr>' +
        '<tr><th>To</th><td>{{input.dest_ip}}:{{input.dest_port}}</td></tr>' +
        '<tr><th>Protocol</th><td>{{input.proto}} {{input.app_proto}}</td></tr>' +
        '<tr><th>Action</th><td>{{input.alert.action}}</td></tr></tbody></table>',
    },
    to: { kind: 'field', name: 'additional_info' },
  },
  {
    from: { path: 'alert.severity' },
    to: { kind: 'field', name: 'restriction' },
    values: { 1: 'high', 2: 'medium', 3: 'low', 4: 'low' },
    otherwise: 'low',
  },
  { from: { path: 'timestamp' }, to: { kind: 'field', name: 'starttime' } },
  { from: { constant: 'network' }, to: { kind: 'field', name: 'type' } },
  { from: { constant: 'suricata' }, to: { kind: 'field', name: 'tags' } },
  { from: { path: 'src_ip' }, to: { kind: 'artifact', name: 'sourceAddress' } },
  { from: { path: 'dest_ip' }, to: { kind: 'artifact', name: 'destinationAddress' } },
  { from: { path: 'alert.signature_id' }, to: { kind: 'artifact', name: 'signatureId' } },
  { from: { path: 'http.hostname' }, to: { kind: 'artifact', name: 'hostname' } },
]

const common = { source: suricataSource.name, mappings, harvest: { path: null }, enabled: true }
const isAlert = { field: 'alert.signature_id', operator: 'isnot', value: '' } as const
const incident = { kind: 'create-incident', templateId: null, labelId: null, ownerId: null } as const
const template = 'Network alert'

export const suricataRules: ShippedRule[] = [
  {
    ...common,
    shippedAs: 'suricata-high',
    name: 'Suricata: high severity to incident',
    description: 'Severity 1: trojans, exploits, policy violations with consequences.',
    filters: [isAlert, { field: 'alert.severity', operator: 'is', value: '1' }],
    action: incident,
    template,
  },
  {
    ...common,
    shippedAs: 'suricata-medium',
    name: 'Suricata: medium severity to incident',
    description: 'Severity 2: scans, leaks, bad traffic. Add a grouping where one scanner makes many.',
    filters: [isAlert, { field: 'alert.severity', operator: 'is', value: '2' }],
    action: incident,
    template,
  },
  {
    ...common,
    shippedAs: 'suricata-low',
    name: 'Suricata: everything else to triage',
    description: 'Severity 3 and below, protocol anomalies and alerts without a severity.',
    filters: [isAlert],
    action: { kind: 'add-to-triage' },
  },
]
