export interface IncomingAlert {
  /** Null for a sample that was never received. */
  id: number | null
  sourceId: string
  source: string
  title: string
  occurredAt: Date | null
  raw: unknown
}

/** What became of an alert, and by which rule. */
export interface Decision {
  outcome: 'incident' | 'triage' | 'dropped' | 'failed'
  rule: { id: string; name: string } | null
  result: { kind: 'incidents' | 'triage-events'; id: string } | null
  reason: string | null
}
