export interface MadeUp {
  id: string
  label: string
  name: string
  severity: string
  status: string
  owner: string
  source: string
  opened: string
  entities: number
}

const names = [
  'Impossible travel: j.moreau signed in from Lyon and Manila within 11 minutes',
  'ET MALWARE Cobalt Strike Beacon Activity (GET) from 10.20.14.77',
  'Malicious attachment quarantined: invoice_2026-03.xlsm',
  'Brute force against VPN gateway vpn-2.acme.example, 4,112 failures',
  'New administrator created outside the change window on dc01.acme.example',
  'Outbound traffic to sinkholed domain update-checker-cdn.example',
  'S3 bucket policy made public: acme-prod-exports',
]
const severities = ['critical', 'high', 'medium', 'low', 'info']
const states = ['Open', 'In progress', 'Waiting', 'Closed', 'Failed']

/** Rows that look like real ones; the same at every call. */
export function madeUpRows(count: number): MadeUp[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    label: `INC-2026-${String(4711 - index).padStart(5, '0')}`,
    name: names[(index * 3) % names.length] ?? '',
    severity: severities[(index * 7) % 5] ?? 'low',
    status: states[(index * 2) % 5] ?? 'Open',
    owner: ['Ines Moreau', 'Tomasz Wilk', '', 'Ade Okafor'][index % 4] ?? '',
    source:
      [
        '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        '203.0.113.41',
        'update-checker-cdn.example',
      ][index % 3] ?? '',
    opened: new Date(Date.now() - 1000 * 60 * 7 * (index + 1) ** 1.3).toISOString(),
    entities: (index * 13) % 40,
  }))
}

export const madeUpAlert = {
  timestamp: '2026-03-01T11:58:02.114Z',
  event_type: 'alert',
  src_ip: '10.20.14.77',
  src_port: 49_812,
  dest_ip: '203.0.113.41',
  proto: 'TCP',
  alert: {
    action: 'allowed',
    signature_id: 2_033_713,
    signature: 'ET MALWARE Cobalt Strike Beacon Activity (GET)',
    severity: 1,
  },
  http: { hostname: 'update-checker-cdn.example', url: '/dpixel', status: 200, length: 48, headers: [] },
  tags: ['beacon', 'c2', null, true],
}
