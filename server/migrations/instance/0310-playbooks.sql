create table playbooks (
  -- Stable across deployments: the content id that pushes know it by (FLT-30).
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  type text,
  tags jsonb not null default '[]',
  enabled boolean not null default false,
  kill_on_error boolean not null default false,
  origin jsonb not null,
  published_version integer,
  draft jsonb,
  draft_revision integer not null default 0,
  draft_saved_at timestamptz,
  draft_saved_by jsonb,
  -- Keys of a foreign file that mean nothing to us, written back on export (formats.md 13.1).
  extra jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by jsonb not null,
  version integer not null default 1
);
create unique index playbooks_by_name on playbooks (lower(name));

create table playbook_versions (
  playbook_id uuid not null references playbooks on update cascade on delete cascade,
  number integer not null,
  graph jsonb not null,
  description text not null default '',
  published_at timestamptz not null default now(),
  published_by jsonb not null,
  primary key (playbook_id, number)
);
