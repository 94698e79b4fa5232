-- The page of executions (RUN-01, RUN-02): names are few and looked up first; times grow with the rows, so a summary
-- of blocks finds them.
create index runs_by_name on runs (name, id);
create index runs_by_time on runs using brin (created_at, started_at, finished_at) with (pages_per_range = 32, autosummarize = on);
-- How long runs take: the planner has to know how few are that long.
create statistics runs_length on (finished_at - started_at) from runs;

-- Searches that somebody keeps, per list (RUN-02, INC-25).
create table saved_queries (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  list text not null,
  name text not null,
  query text not null,
  created_at timestamptz not null default now()
);
create unique index saved_queries_by_name on saved_queries (user_id, list, lower(name));

-- Playbooks of an incident beside their runs: those that wait to be started (IPB-01, IPB-03, IPB-15).
create table incident_playbooks (
  incident_id bigint not null references incidents on delete cascade,
  playbook_id uuid not null references playbooks on update cascade on delete cascade,
  attached_at timestamptz not null default now(),
  attached_by jsonb not null,
  -- True where it was to start by itself with the incident.
  autorun boolean not null default false,
  -- Why it did not start by itself.
  problem text,
  primary key (incident_id, playbook_id)
);
