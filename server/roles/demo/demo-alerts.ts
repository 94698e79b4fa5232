/** Made-up alerts with documentation addresses; `n` makes each its own. */

const networkSignatures = [
  {
    signature: 'Outbound connection to a known botnet controller',
    category: 'A Network Trojan was detected',
    severity: 1,
  },
  { signature: 'Repeated SSH logins from one address', category: 'Attempted Information Leak', severity: 2 },
  { signature: 'Web shell upload in a multipart request', category: 'Web Application Attack', severity: 1 },
  { signature: 'SMB scan across a subnet', category: 'Misc activity', severity: 3 },
  { signature: 'TLS certificate of a phishing kit', category: 'Potentially Bad Traffic', severity: 2 },
]

const cloudDetections = [
  {
    rule_id: 'Cloud.Root.Login',
    title: 'Root account signed in without MFA',
    severity: 'Critical',
    mitre: ['TA0001:T1078'],
  },
  {
    rule_id: 'Cloud.Key.Created',
    title: 'Access key created for a dormant user',
    severity: 'High',
    mitre: ['TA0003:T1098'],
  },
  {
    rule_id: 'Cloud.Bucket.Public',
    title: 'Storage bucket opened to everybody',
    severity: 'Medium',
    mitre: ['TA0010:T1567'],
  },
  {
    rule_id: 'Identity.Impossible.Travel',
    title: 'Sign-in from two continents within an hour',
    severity: 'High',
    mitre: ['TA0001:T1078'],
  },
  { rule_id: 'Cloud.Audit.Stopped', title: 'Audit log delivery stopped', severity: 'Low', mitre: ['TA0005:T1562'] },
]

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

/** As Suricata writes them. */
export function networkAlert(n: number, now: Date): Record<string, unknown> {
  const { signature, category, severity } = pick(networkSignatures, n)
  return {
    timestamp: now.toISOString(),
    flow_id: 10_000_000 + n,
    event_type: 'alert',
    src_ip: `203.0.113.${(n * 7) % 254}`,
    src_port: 40_000 + (n % 20_000),
    dest_ip: `192.0.2.${(n * 3) % 40}`,
    dest_port: pick([22, 80, 443, 445], n),
    proto: 'TCP',
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 9_000_000 + (n % networkSignatures.length),
      rev: 1,
      signature,
      category,
      severity,
    },
  }
}

/** As a detection service for cloud audit logs writes them. */
export function cloudAlert(n: number, now: Date): Record<string, unknown> {
  const detection = pick(cloudDetections, n)
  return {
    source: 'Demo.Cloud',
    ...detection,
    event: {
      id: `demo-${n}`,
      created_at: now.toISOString(),
      actor: { email: `user${n % 12}@globex.example`, ip_address: `198.51.100.${(n * 5) % 254}` },
      target: `arn:demo:storage:::archive-${n % 6}`,
    },
  }
}
