import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { IncidentTemplate } from '@tocsin/contracts/incident-template.ts'
import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { describe, expect, it } from 'vitest'
import {
  creationFields,
  filledArtifacts,
  isHalfFilled,
  missingNames,
  offeredPlaybooks,
  startValues,
  templateChanges,
} from './steps.ts'

const field = (internalName: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  internalName,
  name: internalName,
  type: 'text',
  options: [],
  required: false,
  readOnly: false,
  useAsFilter: false,
  defaultValue: null,
  sortable: true,
  help: '',
  custom: false,
  ...more,
})
const fields = [
  field('incidentid', { required: true }),
  field('name'),
  field('purpose', { type: 'list', required: true, defaultValue: 'Investigation' }),
  field('restriction', { type: 'list' }),
  field('closingtime', { type: 'datetime', readOnly: true }),
]
const template = (defaults: IncidentTemplate['defaults']) => ({ defaults }) as IncidentTemplate

describe('making an incident by hand', () => {
  it('demands what is required, but never the Incident ID, which the label gives (NEW-02)', () => {
    const shown = creationFields(fields)
    expect(shown.map(({ internalName }) => internalName)).toEqual(['incidentid', 'name', 'purpose', 'restriction'])
    expect(missingNames(shown, startValues(shown, null))).toEqual([])
    expect(missingNames(shown, { ...startValues(shown, null), purpose: null })).toEqual(['purpose'])
  })

  it('fills in the template over the defaults of fields (TPL-07, NEW-09)', () => {
    expect(startValues(fields, template({ restriction: 'High', purpose: 'Legal request' }))).toMatchObject({
      restriction: 'High',
      purpose: 'Legal request',
    })
  })

  it('keeps what was typed when another template is chosen', () => {
    const from = template({ restriction: 'High', name: 'Phishing' })
    const typed = { ...startValues(fields, from), name: 'Mail from the bank' }
    expect(templateChanges(fields, typed, from, template({ restriction: 'Low', name: 'Malware' }))).toEqual({
      restriction: 'Low',
    })
    expect(templateChanges(fields, typed, from, null)).toEqual({ restriction: null })
  })

  it('drops empty rows of artifacts and refuses half-filled ones (NEW-05)', () => {
    const rows = [
      { name: ' Host ', value: 'wks-1' },
      { name: '', value: ' ' },
    ]
    expect(filledArtifacts(rows)).toEqual([{ name: 'Host', value: 'wks-1' }])
    expect(isHalfFilled(rows)).toBe(false)
    expect(isHalfFilled([{ name: 'Host', value: '' }])).toBe(true)
  })

  it('recommends playbooks of the type first and offers only those that can run (NEW-03)', () => {
    const playbook = (name: string, type: string | null, more: Partial<Playbook> = {}) =>
      ({ name, type, enabled: true, publishedVersion: 1, ...more }) as Playbook
    const offered = offeredPlaybooks(
      [
        playbook('Block', 'Malware'),
        playbook('Ask', null),
        playbook('Enrich', 'Phishing'),
        playbook('Draft', 'Phishing', { publishedVersion: null }),
        playbook('Off', 'Phishing', { enabled: false }),
      ],
      ['phishing'],
    )
    expect(offered.map(({ playbook: { name }, isRecommended }) => [name, isRecommended])).toEqual([
      ['Enrich', true],
      ['Ask', false],
      ['Block', false],
    ])
  })
})
