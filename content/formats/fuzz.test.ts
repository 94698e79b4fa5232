import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packTarGz, packZip } from './archive/pack.ts'
import { readContentFile } from './archive/read-content-file.ts'
import { readAction } from './integration/read-action.ts'
import { readIntegration } from './integration/read-integration.ts'
import type { ExchangePlaybook } from './playbook/exchange-playbook.ts'
import { fromGraph } from './playbook/from-graph.ts'
import { readPlaybookJson, readPlaybookYaml } from './playbook/read-playbook.ts'
import { toGraph } from './playbook/to-graph.ts'
import { writePlaybookJson } from './playbook/write-playbook.ts'
import { writeYaml } from './yaml/write-yaml.ts'

const folder = new URL('./fixtures/', import.meta.url)
const fixtures = readdirSync(folder).map((name) => ({
  name,
  content: new Uint8Array(readFileSync(new URL(name, folder))),
}))
const files = fc.constantFrom(...fixtures)
const keys = fc.constantFrom(
  ...'name type script code test_connection_code integration action fields id values default output path configuration data_attributes nodes links stepType position multiple_conditions conditions elements source target vertices x_bindings inputs answers params model fields __proto__ constructor toString'.split(
    ' ',
  ),
)
const words = fc.constantFrom(
  'Python',
  'Trigger',
  'action',
  'condition',
  'user-choice',
  'filter',
  'start',
  '{{x|id}}',
  'EDITED::1',
  '',
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.double()),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(keys, fc.string()), tie('tree'), { maxKeys: 6 }),
  ),
}))

describe('readers throw nothing but their own error', () => {
  it('on bytes of any kind, alone and as archives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('a.yaml', 'a.json', 'a', 'a.action.yaml'),
        async (content, name) => {
          await expectOwnError(() => readContentFile(content, name))
          await expectOwnError(() => readContentFile(packZip([{ name, content }])))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('on real files with bytes changed, cut out or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.nat(),
        fc.nat(60),
        fc.uint8Array({ maxLength: 8 }),
        async ({ name, content }, at, cut, put) => {
          const from = at % content.length
          const changed = Uint8Array.from([...content.subarray(0, from), ...put, ...content.subarray(from + cut)])
          await expectOwnError(() => readContentFile(changed, name))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('on values of any shape with the keys of the formats', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const json = JSON.stringify(value) ?? 'null'
        const yaml = writeYaml(JSON.parse(json))
        for (const read of [readIntegration, readAction, readPlaybookYaml]) await expectOwnError(() => read(yaml))
        await expectOwnError(() => readPlaybookJson(json))
        await expectOwnError(() => readContentFile(new TextEncoder().encode(yaml), 'x.yaml'))
      }),
      { numRuns: 300 },
    )
  })

  it('on playbooks whose parts are of any shape; what is read can be written and read again, and stays so', async () => {
    const steps = fc.array(
      fc.tuple(
        fc.dictionary(keys, tree),
        fc.constantFrom('start', 'action', 'condition', 'user-choice', 'filter', 'playbook', 'odd'),
      ),
      { maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(steps, tree, tree, async (parts, links, more) => {
        const nodes = parts.map(([part, stepType], index) => ({ ...part, id: `${index}`, stepType }))
        const text = JSON.stringify({ name: 'x', nodes, links, mail_on_error: more, more })
        await expectOwnError(() => {
          const once = journey(readPlaybookJson(text)[0]!.playbook)
          expect(journey(journey(once))).toEqual(journey(once))
        })
      }),
      { numRuns: 300 },
    )
  })

  it('on a tar.gz with bytes changed', async () => {
    const archive = await packTarGz(fixtures)
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), async (at, byte) => {
        const changed = archive.slice()
        changed[at] = byte
        await expectOwnError(() => readContentFile(changed))
      }),
      { numRuns: 60 },
    )
  })
})

/** Through the graph and a file, as an import and an export do. */
function journey(playbook: ExchangePlaybook): ExchangePlaybook {
  const { graph, about } = toGraph(playbook, { actions: [] })
  return readPlaybookJson(writePlaybookJson(fromGraph(graph, about)))[0]!.playbook
}

async function expectOwnError(read: () => unknown) {
  try {
    await read()
  } catch (error) {
    expect(error).toMatchObject({ name: 'FormatError', code: expect.stringMatching(/^(unreadable_file|too_large)$/) })
  }
}
