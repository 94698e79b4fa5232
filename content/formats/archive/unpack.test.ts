import { gzipSync } from 'node:zlib'
import { pack as tarPack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { packTarGz, packZip } from './pack.ts'
import { unpack } from './unpack.ts'

const text = (value: string) => new TextEncoder().encode(value)
const small = { files: 3, bytes: 10_000 }

async function tarGz(
  entries: { name: string; type?: 'symlink' | 'link' | 'directory'; content?: string; linkname?: string }[],
) {
  const tar = tarPack()
  for (const { content = '', ...header } of entries) tar.entry(header, content)
  tar.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return new Uint8Array(gzipSync(Buffer.concat(chunks)))
}

describe('unpacking archives', () => {
  const files = [
    { name: 'a.yaml', content: text('a: 1\n') },
    { name: 'b.yaml', content: text('b: '.repeat(300)) },
  ]

  it('reads back what it packed, as tar.gz and as zip, with the same bytes each time', async () => {
    expect(await unpack(await packTarGz(files))).toEqual(files)
    expect(await unpack(packZip(files))).toEqual(files)
    expect(await packTarGz(files)).toEqual(await packTarGz(files))
  })

  it('takes folders away and leaves out what systems leave behind', async () => {
    const archive = await tarGz([
      { name: 'export/', type: 'directory' },
      { name: 'export/a.yaml', content: 'a' },
      { name: 'export/._a.yaml', content: 'x' },
      { name: '__MACOSX/export/b.yaml', content: 'x' },
    ])
    expect((await unpack(archive)).map(({ name }) => name)).toEqual(['a.yaml'])
  })

  it.each([
    '/etc/passwd',
    '../a.yaml',
    'x/../../a.yaml',
    'C:\\a.yaml',
    '..\\a.yaml',
  ])('refuses the name %s', async (name) => {
    await expect(unpack(packZip([{ name, content: text('x') }]))).rejects.toMatchObject({
      code: 'unreadable_file',
      details: [{ path: name }],
    })
    await expect(unpack(await tarGz([{ name, content: 'x' }]))).rejects.toMatchObject({ code: 'unreadable_file' })
  })

  it.each(['symlink', 'link'] as const)('refuses a %s in a tar', async (type) => {
    const archive = await tarGz([{ name: 'a.yaml', type, linkname: '/etc/passwd' }])
    await expect(unpack(archive)).rejects.toMatchObject({ code: 'unreadable_file', message: /link/ })
  })

  it('refuses a symbolic link in a zip', async () => {
    const archive = packZip([{ name: 'a.yaml', content: text('/etc/passwd') }])
    const directory = Buffer.from(archive).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    new DataView(archive.buffer).setUint32(directory + 38, (0o120777 << 16) >>> 0, true)
    await expect(unpack(archive)).rejects.toMatchObject({ message: /link/ })
  })

  it('refuses too many files and too many bytes', async () => {
    const many = ['1', '2', '3', '4'].map((name) => ({ name, content: text('x') }))
    await expect(unpack(packZip(many), small)).rejects.toMatchObject({ code: 'too_large' })
    await expect(unpack(await packTarGz(many), small)).rejects.toMatchObject({ code: 'too_large' })
    const large = [{ name: 'a', content: new Uint8Array(20_000) }]
    await expect(unpack(packZip(large), small)).rejects.toMatchObject({ code: 'too_large' })
    await expect(unpack(await packTarGz(large), small)).rejects.toMatchObject({ code: 'too_large' })
  })

  it('stops a gzip bomb early, whatever it holds', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 }))
    const before = process.memoryUsage().arrayBuffers
    await expect(unpack(bomb)).rejects.toMatchObject({ name: 'FormatError' })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(90 * 1024 * 1024)
  })

  it('refuses a zip whose file is larger than its directory says', async () => {
    const archive = packZip([{ name: 'a.yaml', content: new Uint8Array(5_000) }])
    const directory = Buffer.from(archive).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    new DataView(archive.buffer).setUint32(directory + 24, 10, true)
    await expect(unpack(archive)).rejects.toMatchObject({ code: 'unreadable_file', message: /a\.yaml/ })
  })

  it('refuses two files of one name', async () => {
    const archive = packZip([
      { name: 'x/a.yaml', content: text('1') },
      { name: 'y/a.yaml', content: text('2') },
    ])
    await expect(unpack(archive)).rejects.toMatchObject({ message: /two files named a\.yaml/ })
  })

  it('refuses archives that are cut off, changed in any byte, or none at all, with its own error only', async () => {
    for (const archive of [packZip(files), await packTarGz(files)]) {
      for (let at = 0; at < archive.length; at += 7) {
        await expectFormatErrorOrFiles(archive.slice(0, at))
        const changed = archive.slice()
        changed[at] = (changed[at] ?? 0) ^ 0xff
        await expectFormatErrorOrFiles(changed)
      }
    }
  })
})

async function expectFormatErrorOrFiles(bytes: Uint8Array) {
  try {
    expect(Array.isArray(await unpack(bytes))).toBe(true)
  } catch (error) {
    expect(error).toMatchObject({ name: 'FormatError' })
  }
}
