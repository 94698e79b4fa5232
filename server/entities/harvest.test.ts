import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { harvestText } from './harvest-text.ts'
import { harvestValue } from './harvest-value.ts'
import { normaliseValue, recogniseValue } from './normalise-value.ts'

const inText = (text: string) => harvestText(text).map((found) => `${found.type} ${found.value}`)

describe('harvesting from text', () => {
  it.each([
    ['seen 203.0.113.9:443 and 198.51.100.7.', ['ip 203.0.113.9', 'ip 198.51.100.7']],
    ['from 2001:DB8:0:0::1 to [2001:db8::2]:443', ['ip 2001:db8::1', 'ip 2001:db8::2']],
    ['::ffff:192.0.2.1 is the same host', ['ip 192.0.2.1']],
    ['hxxps://Evil[.]Example[.]COM/a?b=c.', ['url https://evil.example.com/a?b=c', 'domain evil.example.com']],
    ['see (https://a.example.org/x_(y)) now', ['url https://a.example.org/x_(y)', 'domain a.example.org']],
    ['http://203.0.113.9/x', ['url http://203.0.113.9/x', 'ip 203.0.113.9']],
    ['mail Ann.Lee@Mail.Example.COM, please', ['email Ann.Lee@mail.example.com']],
    ['user[@]evil(.)co', ['email user@evil.co']],
    ['C:\\Temp\\dropper.exe ran', ['file dropper.exe']],
    ['md5 D41D8CD98F00B204E9800998ECF8427E', ['md5 d41d8cd98f00b204e9800998ecf8427e']],
    ['sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709', ['sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709']],
    ['orf.at, corriere.it and bit.ly', ['domain orf.at', 'domain corriere.it', 'domain bit.ly']],
    [
      '<a href="https://x.example.net/?a=1&amp;b=2">x</a>',
      ['url https://x.example.net/?a=1&b=2', 'domain x.example.net'],
    ],
  ])('finds in %j what is there (ENT-05, ENT-10)', (text, expected) => {
    expect(inText(text)).toEqual(expected)
  })

  it.each([
    'version 1.2.3.4 and v10.20.30.40',
    'Chrome/120.0.0.0 Safari/537.36',
    'aws-cli/2.13.0',
    'setup.py README.md run.sh libc.so archive.zip',
    'userIdentity.sessionContext.name event.id',
    'com.example.app io.k8s.core.v1.pods.create',
    'it ended.It began',
    '10.0.0.0/8 0.0.0.0/0 127.0.0.1 ::1',
    'std::cout aa:bb:cc:dd:ee:ff 12:34:56 AWS::IAM::Role arn:aws:iam::123456789012:role/x',
    '00000000000000000000000000000000 12345678901234567890123456789012',
    '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
  ])('finds nothing in %j', (text) => {
    expect(inText(text)).toEqual([])
  })

  it('stays fast on text made to be slow', () => {
    for (const piece of ['a.', '1.', ':', 'a@', 'http://', '((', 'f', '.exe', 'a-', '_.']) {
      expect(harvestText(piece.repeat(50_000)).length).toBeLessThan(20)
    }
  })
})

describe('harvesting from values', () => {
  it('walks objects and lists, and passes over user agents', () => {
    const alert = { src_ip: '203.0.113.9', list: [{ host: 'evil.example.org' }], user_agent: 'X 7.2.0.103', port: 443 }
    expect(harvestValue(alert)).toEqual([
      { type: 'ip', value: '203.0.113.9' },
      { type: 'domain', value: 'evil.example.org' },
    ])
  })

  it('stops at its limits', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `10.1.${index >> 8}.${index & 255}`)
    expect(harvestValue(many)).toHaveLength(300)
  })

  const folder = '../shared/data/alerts'
  it.skipIf(!existsSync(folder))('finds addresses and no version numbers in real alerts', () => {
    const lines = readFileSync(`${folder}/suricata-first-org-conf-2015.ndjson`, 'utf8').trim().split('\n')
    for (const line of lines) {
      const alert = JSON.parse(line)
      const found = harvestValue(alert).map((each) => each.value)
      expect(found).toEqual(
        expect.arrayContaining([alert.src_ip, alert.dest_ip].filter((ip) => ip !== '255.255.255.255')),
      )
    }
  })
})

describe('values of a known type', () => {
  it('refuses what cannot be of the type', () => {
    expect(normaliseValue('ip', '999.1.1.1')).toBeNull()
    expect(normaliseValue('sha256', 'abc')).toBeNull()
    expect(normaliseValue('url', 'javascript:alert(1)')).toBeNull()
    expect(normaliseValue('user', ' Ann ')).toBe('Ann')
  })

  it('recognises a type from the form', () => {
    expect(recogniseValue('hxxp://a[.]example')).toEqual({ type: 'url', value: 'http://a.example/' })
    expect(recogniseValue('host.corp')).toEqual({ type: 'domain', value: 'host.corp' })
    expect(recogniseValue('Server 7')).toEqual({ type: 'artifact', value: 'Server 7' })
  })
})
