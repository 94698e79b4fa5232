const signatures = [
  'ET SCAN Potential SSH Scan',
  'ET TROJAN Beacon',
  'ET POLICY Outbound IRC',
  'SURICATA STREAM anomaly',
]

/** A Suricata alert of the usual size (about 700 bytes), each with its own key. */
export function sampleAlert(number: number): Record<string, unknown> {
  const octet = number % 250
  return {
    timestamp: new Date(1_700_000_000_000 + number).toISOString(),
    flow_id: 1_000_000_000_000 + number,
    event_type: 'alert',
    in_iface: 'eth0',
    src_ip: `203.0.113.${octet + 1}`,
    src_port: 1024 + (number % 60_000),
    dest_ip: `192.0.2.${(number % 50) + 1}`,
    dest_port: 443,
    proto: 'TCP',
    tx_id: 0,
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 2_000_000 + (number % 40),
      rev: 4,
      signature: signatures[number % signatures.length],
      category: 'Potentially Bad Traffic',
      severity: 1 + (number % 3),
    },
    http: {
      hostname: `host-${number % 400}.example.org`,
      url: `/downloads/${number}/index.html?session=${number * 7919}`,
      http_user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0',
      http_method: 'GET',
      protocol: 'HTTP/1.1',
      status: 200,
      length: 5120,
    },
    app_proto: 'http',
    flow: {
      pkts_toserver: 6,
      pkts_toclient: 5,
      bytes_toserver: 812,
      bytes_toclient: 4091,
      start: '2023-11-14T22:13:20Z',
    },
  }
}

export function sampleLines(first: number, count: number): string {
  return Array.from({ length: count }, (_, index) => JSON.stringify(sampleAlert(first + index))).join('\n')
}
