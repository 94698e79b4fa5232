create table triage_events (
  id bigint generated always as identity primary key,
  state text not null default 'pending',
  title text not null,
  description text not null default '',
  status text not null,
  type text,
  severity text,
  source text not null,
  -- Values of custom fields by internal name (CF-07).
  fields jsonb not null default '{}',
  owner_id uuid references users,
  generated_by jsonb not null,
  alert_id bigint,
  incident_id text,
  closing_note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create index triage_events_open on triage_events (created_at, id) where state in ('pending', 'grabbed');
create index triage_events_by_age on triage_events (created_at, id);
create index triage_events_by_incident on triage_events (incident_id) where incident_id is not null;
