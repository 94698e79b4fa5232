import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import type { ActionDefinition } from './definition.ts'
import { readAction } from './read-action.ts'
import { readIntegration } from './read-integration.ts'
import { writeAction } from './write-action.ts'
import { writeIntegration } from './write-integration.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

describe('integration definitions', () => {
  const { definition, warnings } = readIntegration(fixture('mailgate.integration.yaml'))

  it('takes keys of choices as they are written, in their order (OIF-06)', () => {
    expect(definition.fields[0]?.values).toEqual([
      { key: '10', text: 'Ten' },
      { key: '2', text: 'Two' },
      { key: 'true', text: 'Yes' },
      { key: '1.0', text: 'One' },
      { key: 'no', text: 'No' },
    ])
  })

  it('reads the liberties of real files', () => {
    expect(definition).toMatchObject({
      officialName: null,
      version: '2.10',
      language: 'python',
      localImage: true,
      testable: true,
      proxy: true,
      testCode: 'import sys\nsys.exit(0)',
      signature: 'abc',
    })
    expect(definition.fields.map(({ id, type, required, default: preset }) => [id, type, required, preset])).toEqual([
      ['zone', 'list', true, null],
      ['port', 'number', false, '0443'],
      ['plain', 'text', false, null],
    ])
  })

  it('keeps unknown keys where they were and reports those that look like meaning (OIF-14)', () => {
    expect(definition.extra).toEqual({
      maintainer: { team: 'mail', since: '2024-01-31' },
      script: { vendor_hint: 'keep me' },
      configuration: { timeout_policy: 'strict' },
    })
    expect(definition.fields[0]?.extra).toEqual({ visible_for: [] })
    expect(definition.listing).toEqual([{ field: 'port', name: 'Port', extra: { width: 3 } }])
    expect(warnings).toEqual([
      'Line 11, maintainer: is not a known key; it is kept but has no effect.',
      'Line 8, script.vendor_hint: is not a known key; it is kept but has no effect.',
      'Line 15, configuration.timeout_policy: is not a known key; it is kept but has no effect.',
    ])
  })

  it('comes back from its own writing without loss, and is written alike each time (formats.md 13.7)', () => {
    const text = writeIntegration(definition)
    expect(readIntegration(text).definition).toEqual(definition)
    expect(writeIntegration(readIntegration(text).definition)).toBe(text)
  })

  it('is written with keys in the order of the format and code as a block (formats.md 13.2)', () => {
    const lines = writeIntegration(definition).split('\n')
    expect(lines.filter((line) => /^\S/.test(line)).map((line) => line.split(':')[0])).toEqual(
      'name version icon script docker_repo_tag local_repo configuration signature maintainer'.split(' '),
    )
    expect(lines).toContain('  test_connection_code: |-')
    expect(lines).toContain("        'no': 'No'")
  })
})

describe('action definitions', () => {
  const { definition, warnings, integrationFile } = readAction(fixture('mailgate.wait.action.yml'))

  it('reads the wrapped form of archives with its reference', () => {
    expect(integrationFile).toBe('1a2b3c4d.Mailgate.integration.yaml')
    expect(definition).toMatchObject({ integration: 'Mailgate', name: 'Wait For Verdict', type: 'Scheduled' })
    expect(definition.code).toBe('# two trailing spaces:  \nimport os\n\nprint("{}")\n')
  })

  it('keeps what a scheduled action says of its times', () => {
    expect(definition.schedule).toEqual({
      every: '1m',
      expire: 'input.message',
      exit: { path: 'state', values: ['done', 'failed'], extra: { note: 'x' } },
      force: true,
      extra: { jitter: '5s' },
    })
    expect(definition.trigger).toBeNull()
  })

  it('warns of what it leaves out or does not know, with the line (OIF-14)', () => {
    expect(warnings).toEqual([
      expect.stringMatching(/^Line 14, action\.fields\.0\.type: "string" is not known/),
      expect.stringMatching(/^Line 17, action\.fields\.1\.id: "message" is the id of a field above/),
      expect.stringMatching(/^Line 26, action\.output\.1\.path: is missing/),
      expect.stringMatching(/^Line 39, action\.made_by: is not a known key/),
    ])
  })

  it('comes back from its own writing without loss', () => {
    expect(readAction(writeAction(definition)).definition).toEqual(definition)
  })

  it.each(['Containment', 'Custom', 'Enrichment', 'Notification', 'Daemon'])('reads and writes the type %s', (type) => {
    const plain = { ...definition, type, schedule: null } as ActionDefinition
    expect(readAction(writeAction(plain)).definition).toEqual(plain)
  })

  it('reads and writes triggers with their hooks', () => {
    const text =
      'integration: A\nname: B\ntype: Trigger\nscript: {code: x}\nhook: webhook\nshow_modal: false\ncheck_not_null_field: opt_15\n'
    const { definition: trigger } = readAction(text)
    expect(trigger.trigger).toEqual({ hooks: ['webhook'], checkNotNullField: 'opt_15', showModal: false })
    expect(trigger).toMatchObject({ fields: [], output: [] })
    expect(readAction(writeAction(trigger)).definition).toEqual(trigger)
  })

  it('writes any code so that it reads back the same', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
      fc
        .array(
          fc.constantFrom(
            'a',
            ' ',
            '\t',
            '\n',
            '\r\n',
            '#',
            ': ',
            '- ',
            '|',
            '"',
            "'",
            '\u2028',
            '\uFEFF',
            '\u0001',
            '  \n',
          ),
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, texts, (code, label) => {
        fc.pre(code.trim() !== '' && !`${code}${label}`.includes('\0'))
        const given = {
          ...definition,
          code,
          fields: [{ ...definition.fields[0]!, label, values: [{ key: label, text: code }] }],
        }
        const back = readAction(writeAction(given)).definition
        expect(back.code).toBe(code)
        expect(back.fields[0]).toEqual(given.fields[0])
      }),
      { numRuns: 150 },
    )
  })
})

describe('errors of definitions (OIF-16)', () => {
  it('name the place of what no database can keep', () => {
    const written = 'integration: A\nname: B\ntype: Custom\nscript:\n  code: "print(1)\\0"\nfields: []\noutput: []\n'
    expect(() => readAction(written)).toThrow(
      expect.objectContaining({
        name: 'FormatError',
        details: [expect.objectContaining({ line: 5, message: expect.stringMatching(/NUL/) })],
      }),
    )
  })

  it('name line, column and key of everything that is wrong', () => {
    const file = 'name: A\ntype: Odd\nscript:\n  code: x\nfields:\n  - label: no id\n'
    expect(readingOf(() => readAction(file))).toMatchObject({
      code: 'unreadable_file',
      details: [
        { path: 'integration', line: 1, column: 1, message: '"integration" is missing.' },
        { path: 'type', line: 2, column: 7 },
        { path: 'fields.0.id', line: 6, column: 5, message: '"id" is missing.' },
      ],
    })
  })

  it('name the place of a slip in the YAML itself', () => {
    const error = readingOf(() => readIntegration('name: A\nscript:\n  type: python\n bad: [1\n'))
    expect(error.details[0]).toMatchObject({ line: 4, column: expect.any(Number) })
    expect(error.message).toMatch(/line 4/)
  })

  it.each([
    ['a foreign tag', 'name: !!python/object/apply:os.system [ls]', /tag/],
    ['a binary tag', 'icon: !!binary aGk=', /tag/],
    ['an alias to itself', 'name: &a [*a]', /contains itself/],
    ['too many aliases', `x: &x 1\nlist:\n${'  - *x\n'.repeat(101)}`, /aliases more than 100/],
    ['an unknown anchor', 'name: *nowhere', /nowhere/],
    ['nesting without end', '['.repeat(5000), /nested/],
    ['several documents', 'name: a\n---\nname: b\n', /documents/],
    ['a list', '- a\n', /no keys/],
    ['nothing', '', /no keys/],
    ['other bytes than UTF-8', new Uint8Array([0xff, 0xfe, 0x41]), /UTF-8/],
  ])('refuses %s', (_, file, message) => {
    expect(readingOf(() => readIntegration(file)).message).toMatch(message)
  })

  it('stops a bomb of aliases before it grows', () => {
    const levels = Array.from(
      { length: 20 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`,
    )
    expect(readingOf(() => readIntegration(`l0: &l0 x\n${levels.join('\n')}`)).message).toMatch(/aliases/)
  })

  it('reads merge keys, and warns when a key stands there twice', () => {
    const { definition, warnings } = readIntegration(
      'defaults: &d {label: Shared, type: text}\nname: A\nname: B\nscript: {type: bash, test_connection_code: x}\ndocker_repo_tag: i\nconfiguration:\n  data_attributes:\n    url:\n      <<: *d\n      label: Own\n',
    )
    expect(definition.name).toBe('B')
    expect(definition.fields[0]).toMatchObject({ label: 'Own', type: 'text' })
    expect(warnings[0]).toMatch(/^Line 3: name stands there twice/)
  })
})

function readingOf(read: () => unknown): FormatError {
  try {
    read()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error('It was read.')
}
