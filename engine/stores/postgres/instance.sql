-- Runs of playbooks: tables of one instance. Outcomes are `json`, not `jsonb`, because scripts print characters
-- (\u0000, lone surrogates) that jsonb refuses.
create table run_graphs (
  hash text primary key,
  version json not null
);

create table runs (
  -- Ordered by time (UUID version 7), so that new rows stay together however many there are.
  id uuid primary key,
  playbook_id text not null,
  playbook_version integer not null,
  name text not null,
  graph_hash text not null references run_graphs,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'waiting', 'completed', 'completed_with_errors', 'failed', 'killed')),
  -- What it runs for: an incident, a triage event, an alert. The engine only passes it on.
  subject_kind text,
  subject_id text,
  test boolean not null default false,
  params json,
  context json,
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index runs_by_subject on runs (subject_kind, subject_id, id) where subject_kind is not null;
create index runs_by_playbook on runs (playbook_id, id);
create index runs_by_status on runs (status, id);

-- What happened in a run, only ever appended to. The key is the guard against two workers: the second append of one
-- seq is refused.
create table run_journal (
  run_id uuid not null,
  seq integer not null,
  -- Claim under which it was written, to tell an append whose answer was lost from one that another worker made.
  fence integer not null,
  at timestamptz not null,
  entry json not null,
  primary key (run_id, seq)
);

-- Large results, stored once and read when somebody looks or a node refers to them.
create table run_values (
  id uuid primary key,
  run_id uuid not null,
  bytes integer not null,
  body json not null
);
create index run_values_by_run on run_values (run_id);

-- Everything that holds a run until somebody answers or time is over. The first answer wins.
create table run_waits (
  run_id uuid not null,
  wait text not null,
  node_id text not null,
  kind text not null check (kind in ('choice', 'manual', 'lost')),
  details json not null,
  opened_at timestamptz not null,
  expires_at timestamptz,
  answer json,
  answered_at timestamptz,
  closed_at timestamptz,
  primary key (run_id, wait)
);
create index run_waits_open on run_waits (run_id, node_id) where closed_at is null;

-- Orders to a run: kill, run a node again.
create table run_signals (
  id bigint generated always as identity primary key,
  run_id uuid not null,
  kind text not null check (kind in ('kill', 'rerun')),
  body json not null,
  created_at timestamptz not null default now(),
  consumed_at timestamptz
);
create index run_signals_open on run_signals (run_id) where consumed_at is null;
