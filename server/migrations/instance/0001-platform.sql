-- The audit trail and the outbox of domain events: only ever appended to (AUD-24).
create table events (
  id bigint generated always as identity primary key,
  type text not null,
  occurred_at timestamptz not null default now(),
  actor jsonb not null,
  subject_kind text not null,
  subject_id text not null,
  parent_kind text,
  parent_id text,
  before jsonb,
  after jsonb,
  request_id text
);
create index events_by_subject on events (subject_kind, subject_id, id);
create index events_by_parent on events (parent_kind, parent_id, id) where parent_id is not null;
create index events_by_type on events (type, id);

create table idempotency_keys (
  key text not null,
  actor_id text not null,
  request_hash text not null,
  status integer not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor_id, key)
);
