import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAction } from '../integration/read-action.ts'
import { readIntegration } from '../integration/read-integration.ts'
import { readPlaybookJson, readPlaybookYaml } from '../playbook/read-playbook.ts'
import { packTarGz, packZip } from './pack.ts'
import { readContentFile } from './read-content-file.ts'
import { unpack } from './unpack.ts'
import { writeArchive } from './write-archive.ts'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))
const packed = (name: string, content: Uint8Array | string) => ({
  name,
  content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
})

const integration = readIntegration(fixture('mailgate.integration.yaml')).definition
const action = readAction(fixture('mailgate.wait.action.yml')).definition
const report = readPlaybookJson(fixture('phishing-report.older-export.json'))[0]!.playbook
const scan = { ...readPlaybookYaml(fixture('network-scan.playbook.yaml')).playbook, type: 'Network Scan' }
const typeFiles = [
  packed('77aa00bb.Type.imsfield.yaml', 'id_field: incidents\ntype: 12\nvisible: 1\nname: Type\n'),
  packed(
    '77aa00bb.Type-99cc11dd.Network-Scan.imslistvalue.yaml',
    "ims_field_id: '{{77aa00bb.Type.imsfield.yaml|id}}'\nvalue: Network Scan\n",
  ),
]

describe('archives (VER-10, VER-12)', () => {
  it('come back as they were written: integrations, actions, playbooks, types', async () => {
    const twin = { ...action, name: 'Wait/For Verdict' }
    const archive = await writeArchive({
      playbooks: [report, scan],
      integrations: [{ definition: integration, actions: [action, twin] }],
    })
    const content = await readContentFile(archive)
    expect(content.integrations.map(({ definition }) => definition)).toEqual([integration])
    expect(content.actions.map(({ definition }) => definition)).toEqual([action, twin])
    const numbered = (playbook: typeof report) => ({
      ...playbook,
      nodes: playbook.nodes.map((node, index) => ({ ...node, node_number: index + 1 })),
    })
    expect(content.playbooks.map(({ playbook }) => playbook)).toEqual([numbered(report), numbered(scan)])
    expect(content.listValues.map(({ value }) => value)).toEqual([
      { field: 'Type', value: 'Phishing', extra: {} },
      { field: 'Type', value: 'Network Scan', extra: {} },
    ])
    expect(content.actions[0]?.integrationFile).toBe(content.integrations[0]?.file)
  })

  it('are the same bytes for the same content, flat, with names of the form that importers want', async () => {
    const given = { playbooks: [scan], integrations: [{ definition: integration, actions: [action] }] }
    const archive = await writeArchive(given)
    expect(await writeArchive(given)).toEqual(archive)
    const names = (await unpack(archive)).map(({ name }) => name)
    for (const name of names)
      expect(name).toMatch(/^[0-9a-f]{8}\.[^/\s]+\.(integration|action|playbook|imsfield|imslistvalue)\.yaml$/)
    const [own, others] = [names.filter((name) => name.includes('Mailgate') || name.includes('Wait')), names.length]
    expect(new Set(own.map((name) => name.slice(0, 8))).size).toBe(1)
    expect(others).toBe(5)
  })

  it('resolve references between files: the type of a playbook, the integration of an action', async () => {
    const archive = await packTarGz([
      packed('5e6f7a8b.Network-Scan.playbook.yaml', fixture('network-scan.playbook.yaml')),
      ...typeFiles,
      packed('1a2b3c4d.Wait.action.yml', fixture('mailgate.wait.action.yml')),
      packed('1a2b3c4d.Mailgate.integration.yaml', fixture('mailgate.integration.yaml')),
    ])
    const content = await readContentFile(archive)
    expect(content.playbooks[0]?.playbook.type).toBe('Network Scan')
    expect(content.actions[0]?.integrationFile).toBe('1a2b3c4d.Mailgate.integration.yaml')
    expect(content.listValues[0]?.value).toEqual({ field: 'Type', value: 'Network Scan', extra: {} })
  })

  it('warn of references to files that are missing', async () => {
    const archive = packZip([
      packed('5e6f7a8b.Network-Scan.playbook.yaml', fixture('network-scan.playbook.yaml')),
      packed('1a2b3c4d.Wait.action.yml', fixture('mailgate.wait.action.yml')),
      packed('README.md', 'hello'),
    ])
    const { warnings, playbooks } = await readContentFile(archive)
    expect(playbooks[0]?.playbook.type).toBeNull()
    expect(warnings).toContainEqual(expect.stringMatching(/Network-Scan.*is not in the archive; choose the type/))
    expect(warnings).toContainEqual(expect.stringMatching(/Wait\.action\.yml: refers to 1a2b3c4d\.Mailgate/))
    expect(warnings).toContainEqual('README.md: is neither YAML nor JSON and was left out.')
  })

  it('may be the older zip with playbook_to_import.json (VER-13), or one bare file', async () => {
    const json = fixture('phishing-report.older-export.json')
    const zip = await readContentFile(packZip([packed('playbook_to_import.json', json)]))
    const bare = await readContentFile(json, 'upload')
    expect(zip.playbooks[0]?.playbook).toEqual(report)
    expect(bare.playbooks[0]?.playbook).toEqual(report)
    expect((await readContentFile(fixture('mailgate.integration.yaml'), 'x.yml')).integrations[0]?.definition).toEqual(
      integration,
    )
    expect((await readContentFile(fixture('mailgate.wait.action.yml'), 'x.yaml')).actions[0]?.definition).toEqual(
      action,
    )
  })

  it('are refused as a whole, with every fault of every file and its line', async () => {
    const archive = packZip([
      packed('a.A.integration.yaml', 'name: A\nscript: {type: cobol}\n'),
      packed('b.B.action.yaml', 'name: [\n'),
      packed('c.C.integration.yaml', fixture('mailgate.integration.yaml')),
      packed('d.yaml', 'hello: world\n'),
    ])
    await expect(readContentFile(archive)).rejects.toMatchObject({
      code: 'unreadable_file',
      message: expect.stringMatching(/^The archive cannot be read: a\.A\.integration\.yaml/),
      details: [
        { path: 'a.A.integration.yaml: script.type', line: 2 },
        { path: 'b.B.action.yaml', line: 2 },
        { path: 'd.yaml' },
      ],
    })
  })

  it('are refused when they hold nothing of use', async () => {
    await expect(readContentFile(packZip([packed('a.png', 'x')]))).rejects.toMatchObject({ code: 'unreadable_file' })
    await expect(readContentFile(new Uint8Array())).rejects.toMatchObject({ code: 'unreadable_file' })
  })
})
