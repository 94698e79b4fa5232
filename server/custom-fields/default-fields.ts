import type { Json } from '@tocsin/contracts'
import type { FieldSection } from '@tocsin/contracts/custom-field.ts'
import type { FieldType } from './field.ts'

export interface ShippedField {
  internalName: string
  name: string
  type: FieldType
  /** Shipped values of a list, from low to high where they have an order: id and label. */
  options?: [id: string, label: string][]
  required?: true
  readOnly?: true
  useAsFilter?: true
  defaultValue?: Json
}

/** Ids of shipped values that mean something to the product, whatever people call them. */
export const shippedStatus = { open: 'open', closed: 'closed' } as const

/** The fields that every incident has (INC-01, INC-06). */
const incidentFields: ShippedField[] = [
  { internalName: 'incidentid', name: 'Incident ID', type: 'text', required: true },
  { internalName: 'name', name: 'Name', type: 'text' },
  {
    internalName: 'status',
    name: 'Status',
    type: 'list',
    options: [
      [shippedStatus.open, 'Open'],
      ['identification', 'Identification'],
      ['resolved', 'Resolved'],
      [shippedStatus.closed, 'Closed'],
    ],
    required: true,
    useAsFilter: true,
    defaultValue: 'Open',
  },
  {
    internalName: 'restriction',
    name: 'Severity',
    type: 'list',
    options: [
      ['low', 'Low'],
      ['medium', 'Medium'],
      ['high', 'High'],
      ['critical', 'Critical'],
    ],
    useAsFilter: true,
  },
  {
    internalName: 'type',
    name: 'Type',
    type: 'multilist',
    options: [
      ['general', 'General'],
      ['network', 'Network'],
      ['phishing', 'Phishing'],
      ['malware', 'Malware'],
      ['account', 'Account compromise'],
      ['cloud', 'Cloud'],
      ['data-leak', 'Data leak'],
      ['denial-of-service', 'Denial of service'],
    ],
    required: true,
    useAsFilter: true,
    defaultValue: ['General'],
  },
  {
    internalName: 'incident_kind',
    name: 'Kind',
    type: 'list',
    options: [
      ['suspected', 'Suspected'],
      ['confirmed', 'Confirmed'],
      ['false-positive', 'False positive'],
      ['exercise', 'Exercise'],
    ],
    useAsFilter: true,
  },
  {
    internalName: 'incident_category',
    name: 'Category',
    type: 'multilist',
    options: [
      ['security', 'Security'],
      ['compliance', 'Compliance'],
      ['fraud', 'Fraud'],
      ['operations', 'Operations'],
    ],
    required: true,
    defaultValue: ['Security'],
  },
  {
    internalName: 'purpose',
    name: 'Purpose',
    type: 'list',
    options: [
      ['investigation', 'Investigation'],
      ['monitoring', 'Monitoring'],
      ['legal', 'Legal request'],
    ],
    required: true,
    defaultValue: 'Investigation',
  },
  { internalName: 'owner', name: 'Owner', type: 'user', useAsFilter: true },
  { internalName: 'tags', name: 'Tags', type: 'tags', useAsFilter: true },
  { internalName: 'description', name: 'Description', type: 'text' },
  { internalName: 'additional_info', name: 'Additional info', type: 'html' },
  { internalName: 'starttime', name: 'Start time', type: 'datetime' },
  { internalName: 'endtime', name: 'End time', type: 'datetime' },
  { internalName: 'openingtime', name: 'Opening time', type: 'datetime', readOnly: true },
  { internalName: 'closingtime', name: 'Closing time', type: 'datetime', readOnly: true },
  { internalName: 'closing_note', name: 'Closing note', type: 'text', readOnly: true },
  { internalName: 'is_deleted', name: 'Deleted', type: 'checkbox', readOnly: true },
]

/** Beside what is the event's own; its Type takes the values of the incidents' (TRI-04). */
const triageFields: ShippedField[] = [
  {
    internalName: 'status',
    name: 'Status',
    type: 'list',
    options: [
      ['new', 'New'],
      ['in-progress', 'In progress'],
      ['done', 'Done'],
    ],
    required: true,
    useAsFilter: true,
    defaultValue: 'New',
  },
]

export const shippedFields: Record<FieldSection, ShippedField[]> = { incidents: incidentFields, triage: triageFields }
