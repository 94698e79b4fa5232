import { createHash } from 'node:crypto'
import { BlockList, isIP } from 'node:net'

export type IndicatorKind = 'ip' | 'domain' | 'url' | 'file'
export type Verdict = 'malicious' | 'suspicious' | 'harmless' | 'unknown'

/** What the service answers about an indicator. */
export interface ReputationRecord {
  indicator: string
  kind: IndicatorKind
  verdict: Verdict
  score: number
  categories: string[]
  reports: { source: string; category: string; seen: string }[]
  country?: string
  network?: string
  registered?: string
  file_name?: string
  file_type?: string
  link: string
}

const categories = ['botnet', 'phishing', 'scanner', 'malware', 'spam', 'brute force', 'command and control']
const sources = ['Sinkhole', 'Honeynet', 'Mail trap', 'Analyst', 'Passive DNS']
const countries = ['NL', 'US', 'DE', 'RU', 'CN', 'BR', 'FR', 'SG', 'RO', 'VN']
const tellingWords = /evil|malware|phish|trojan|botnet/i
/** The harmless test file every scanner knows (EICAR), by its hashes. */
const testFile = [
  '44d88612fea8a8f36de82e1278abb02f',
  '3395856ce81f2b7382dee72602f798b642f14140',
  '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
]

/** The record of a value: the same for the same value for ever, about a quarter malicious; null = never heard of. */
export function recordOf(
  kind: IndicatorKind,
  indicator: string,
  base: string,
  wanted?: Verdict,
): ReputationRecord | null {
  const digest = createHash('sha256').update(`${kind}:${indicator.toLowerCase()}`).digest()
  const pick = <T>(from: readonly T[], at: number): T | undefined => from[(digest[at] ?? 0) % from.length]
  const verdict = wanted ?? verdictOf(kind, indicator, digest[0] ?? 0)
  if (verdict === 'unknown') return null
  const spread = (digest[1] ?? 0) % 20
  const score = { malicious: 78 + spread, suspicious: 45 + spread, harmless: spread }[verdict]
  const reports = Array.from({ length: verdict === 'harmless' ? 0 : 1 + ((digest[2] ?? 0) % 4) }, (_, index) => ({
    source: pick(sources, 3 + index) ?? '',
    category: pick(categories, 8 + index) ?? '',
    seen: day(2026, digest[13 + index] ?? 0),
  }))
  return {
    indicator,
    kind,
    verdict,
    score,
    categories: [...new Set(reports.map((report) => report.category))],
    reports,
    ...(kind === 'ip' && {
      country: pick(countries, 20),
      network: `AS${64496 + ((digest[21] ?? 0) % 16)} Example Hosting`,
    }),
    ...(kind === 'domain' && { registered: day(2025, digest[22] ?? 0).slice(0, 10) }),
    ...(kind === 'file' && {
      file_name: pick(['invoice.exe', 'update.dll', 'report.docm', 'setup.msi'], 23),
      file_type: pick(['PE32', 'PE32+', 'OOXML', 'MSI'], 23),
    }),
    link: `${base}/report/${kind}/${encodeURIComponent(indicator)}`,
  }
}

function verdictOf(kind: IndicatorKind, indicator: string, byte: number): Verdict {
  if (kind === 'ip' && reserved.check(indicator, isIP(indicator) === 6 ? 'ipv6' : 'ipv4')) return 'harmless'
  if (testFile.includes(indicator.toLowerCase()) || tellingWords.test(indicator)) return 'malicious'
  if (byte < 64) return 'malicious'
  if (byte < 104) return 'suspicious'
  return byte < 220 ? 'harmless' : 'unknown'
}

function day(year: number, seed: number): string {
  return new Date(Date.UTC(year, 0, 1 + (seed % 250), seed % 24)).toISOString().replace('.000', '')
}

const reserved = new BlockList()
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
] as const) {
  reserved.addSubnet(network, bits)
}
reserved.addSubnet('fc00::', 7, 'ipv6')
reserved.addSubnet('fe80::', 10, 'ipv6')
