create table tasks (
  id bigint generated always as identity primary key,
  incident_id text not null,
  title text not null,
  description text not null default '',
  assignee_id uuid references users,
  created_by jsonb not null,
  created_at timestamptz not null default now(),
  start_at timestamptz,
  due_at timestamptz,
  priority text not null default 'Normal',
  status text not null default 'waiting_owner',
  percentage integer not null default 0,
  hours double precision,
  closed_at timestamptz,
  version integer not null default 1
);
create index tasks_by_incident on tasks (incident_id);
create index tasks_by_assignee on tasks (assignee_id, status);
