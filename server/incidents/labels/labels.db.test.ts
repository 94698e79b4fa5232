import { type ApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('labels', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  let api: ApiClient
  let now = new Date('2026-03-10T12:00:00Z')

  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'], clock: { now: () => now } })
    api = started.api
  })
  afterAll(() => started.stop())

  const create = async (fields: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => {
    const answer = await api.post('/incidents', { fields, ...more })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
  const template = async (name: string) =>
    (await api.get('/incident-templates')).body.items.find((each: { name: string }) => each.name === name)

  it('takes a label of the caller once, and skips it when the counter comes there (LBL-06)', async () => {
    expect((await create({ incidentid: 'IR-7' })).fields.incidentid).toBe('IR-7')
    const again = await api.post('/incidents', { fields: { incidentid: 'IR-7' } })
    expect(again.body).toMatchObject({ code: 'name_taken', details: [{ path: 'fields.incidentid' }] })
    const { body: label } = await api.post('/labels', { name: 'IR', pattern: 'IR-[=COUNTERFROM:6]' })
    expect(label.preview).toBe('IR-6')
    const labels = [await create({}, { labelId: label.id }), await create({}, { labelId: label.id })]
    expect(labels.map((incident) => incident.fields.incidentid)).toEqual(['IR-6', 'IR-8'])
    const { body: fixed } = await api.post('/labels', { name: 'Fixed', pattern: 'X[=DAY]' })
    const fixedOnes = [await create({}, { labelId: fixed.id }), await create({}, { labelId: fixed.id })]
    expect(fixedOnes.map((incident) => incident.fields.incidentid)).toEqual(['X10', 'X10-2'])
  })

  it('gives fifty parallel creations fifty labels without a gap (LBL-06)', async () => {
    const { body: label } = await api.post('/labels', { name: 'Parallel', pattern: 'P-[=COUNTER]' })
    const made = await Promise.all(Array.from({ length: 50 }, () => create({}, { labelId: label.id })))
    const numbers = made.map((incident) => Number(incident.fields.incidentid.slice(2))).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  it('starts counters of a year anew with the year (LBL-04)', async () => {
    const { body: key } = await api.post('/api-keys', { name: 'next year', profile: 'Administrator' })
    const before = now
    now = new Date('2027-01-01T00:10:00Z')
    const { body } = await api.as({ key: key.key }).post('/incidents', {})
    now = before
    expect(body).toMatchObject({
      generatedBy: { kind: 'api', name: 'next year' },
      fields: { incidentid: 'INC-2027-1' },
    })
  })

  it('keeps the default label and labels in use, and makes another one the default (LBL-05)', async () => {
    const { body } = await api.get('/labels')
    const standard = body.items.find((label: { isDefault: boolean }) => label.isDefault)
    expect((await api.delete(`/labels/${standard.id}`)).body.code).toBe('wrong_state')
    const { body: label } = await api.post('/labels', { name: 'Cloud', pattern: 'CL-[=COUNTER]' })
    const cloud = await template('Cloud detection')
    await api.patch(`/incident-templates/${cloud.id}`, { labelId: label.id })
    expect((await api.delete(`/labels/${label.id}`)).body).toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('Cloud detection'),
    })
    expect((await create({}, { templateId: cloud.id })).fields.incidentid).toBe('CL-1')
    expect((await api.post('/labels', { name: 'Bad', pattern: '[=NOPE]' })).body.code).toBe('invalid_input')
    await api.patch(`/labels/${label.id}`, { isDefault: true })
    expect((await create()).fields.incidentid).toBe('CL-2')
    await api.patch(`/labels/${standard.id}`, { isDefault: true })
  })
})
