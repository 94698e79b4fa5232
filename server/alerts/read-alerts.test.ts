import { Readable } from 'node:stream'
import { parsePath } from '@tocsin/engine'
import { describe, expect, it } from 'vitest'
import { alertKey } from './alert-key.ts'
import { readAlertStream } from './read-alert-stream.ts'
import { type ReadAlerts, readAlerts, readLines } from './read-alerts.ts'

const bytes = (text: string) => Buffer.from(text)

describe('reading alerts', () => {
  it('takes an object, an array and NDJSON, with and without a content type', () => {
    expect(readAlerts({ a: 1 }).alerts).toHaveLength(1)
    expect(readAlerts([{ a: 1 }, { a: 2 }]).alerts).toHaveLength(2)
    expect(readAlerts(bytes('{"a":1}\n\n{"a":2}\r\n')).alerts.map((alert) => alert.line)).toEqual([1, 3])
    expect(readAlerts(bytes('\ufeff{"a":1}')).alerts).toHaveLength(1)
    expect(readAlerts(bytes('[{"a":1},{"a":2}]')).alerts).toHaveLength(2)
    expect(readAlerts(bytes('{\n  "a": 1\n}')).alerts).toHaveLength(1)
  })

  it('reports each malformed line with its number and reads the rest', () => {
    const read = readAlerts(bytes('{"a":1}\n{"a":\n7\n{"a":2}\n["x"]\n'))
    expect(read.alerts.map((alert) => alert.line)).toEqual([1, 4])
    expect(read.malformed.map(({ line }) => line)).toEqual([2, 3, 5])
    expect(read.malformed[0]?.message).toMatch(/^is not JSON/)
    expect(read.malformed[1]?.message).toBe('is not an object')
  })

  it('refuses what would break the store: too deep, too large', () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    const large = JSON.stringify({ a: 'x'.repeat(1024 * 1024) })
    expect(readLines([deep, large, '{}'], 1).malformed.map(({ message }) => message)).toEqual([
      'is nested deeper than 100 levels',
      'is larger than 1 MiB',
    ])
  })

  it('says that an empty body is one', () => {
    expect(() => readAlerts(bytes(' \n'))).toThrow(/empty/)
  })

  async function streamed(chunks: string[]): Promise<ReadAlerts[]> {
    const batches: ReadAlerts[] = []
    for await (const batch of readAlertStream(Readable.from(chunks.map(bytes)))) batches.push(batch)
    return batches
  }

  it('streams lines over chunk borders with the right numbers', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => (index === 4321 ? '{bad' : `{"n":${index},"ü":"€"}`)).join(
      '\n',
    )
    const buffer = bytes(text)
    const chunks: Buffer[] = []
    for (let at = 0; at < buffer.length; at += 777) chunks.push(buffer.subarray(at, at + 777))
    const alerts: unknown[] = []
    const malformed: number[] = []
    for await (const batch of readAlertStream(Readable.from(chunks))) {
      alerts.push(...batch.alerts.map((alert) => alert.value.n))
      malformed.push(...batch.malformed.map(({ line }) => line))
    }
    expect(alerts).toHaveLength(4999)
    expect(alerts.at(-1)).toBe(4999)
    expect(malformed).toEqual([4322])
  })

  it('streams a whole document, and nothing', async () => {
    expect((await streamed(['[{"a":1},', '\n{"a":2}]']))[0]?.alerts).toHaveLength(2)
    expect((await streamed(['{\n"a"', ':1}']))[0]?.alerts).toHaveLength(1)
    expect(await streamed([' \n'])).toEqual([])
  })
})

describe('the key of an alert (NEW-19)', () => {
  const key = (text: string, ...paths: string[]) => {
    const alert = readLines([text], 1).alerts[0]
    if (!alert) throw new Error(`${text} is not an alert`)
    return alertKey(paths.map(parsePath), alert).toString('hex')
  }

  it('is the whole alert, however its keys are ordered', () => {
    expect(key('{"a":1,"b":{"c":2,"d":[1,2]}}')).toBe(key('{ "b": {"d":[1,2], "c":2}, "a":1 }'))
    expect(key('{"a":[1,2]}')).not.toBe(key('{"a":[2,1]}'))
  })

  it('is what the source names, and the whole where an alert has none of that', () => {
    expect(key('{"id":1,"x":1}', 'id')).toBe(key('{"id":1,"x":2}', 'id'))
    expect(key('{"x":1}', 'id')).not.toBe(key('{"x":2}', 'id'))
    expect(key('{"a":"1","b":""}', 'a', 'b')).not.toBe(key('{"a":"","b":"1"}', 'a', 'b'))
  })

  it('tells identifiers of 64 bits apart that one JavaScript number cannot', () => {
    expect(key('{"id":18446744073709551614}')).not.toBe(key('{"id":18446744073709551615}'))
    expect(key('{"id":18446744073709551614}', 'id')).not.toBe(key('{"id":18446744073709551615}', 'id'))
  })
})
