create table alerts (
  id bigint generated always as identity primary key,
  source_id uuid not null references alert_sources,
  -- Digest of the values that make an alert unique at its source (NEW-19).
  digest bytea not null,
  -- json and not jsonb: kept letter by letter, with numbers of any length and characters that jsonb refuses.
  raw json not null,
  title text not null,
  occurred_at timestamptz,
  received_at timestamptz not null default now(),
  outcome text not null default 'pending',
  rule_id uuid,
  rule_name text,
  result_kind text,
  result_id text,
  reason text,
  processed_at timestamptz,
  duplicates integer not null default 0,
  last_seen_at timestamptz not null default now(),
  unique (source_id, digest)
);
create index alerts_pending on alerts (id) where outcome = 'pending';
create index alerts_by_source on alerts (source_id, id);
create index alerts_by_outcome on alerts (outcome, id);
create index alerts_by_result on alerts (result_kind, result_id) where result_id is not null;
