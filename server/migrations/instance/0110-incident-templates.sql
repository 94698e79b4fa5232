create table incident_templates (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  category text not null default '',
  tags text[] not null default '{}',
  -- A label of the incidents module; one that is gone counts as none.
  label_id text,
  defaults jsonb not null default '{}',
  playbooks jsonb not null default '[]',
  enabled boolean not null default true,
  -- Which of the shipped templates this is; a deleted one stays, so that it does not come back at the next start.
  shipped_as text unique,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  version integer not null default 1
);
create unique index incident_templates_by_name on incident_templates (lower(name)) where deleted_at is null;
