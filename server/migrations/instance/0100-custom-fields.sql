-- One row per section; the slots given so far, so that a number is never given twice, not even in parallel (CF-06, CF-07).
create table field_sections (
  section text primary key,
  slots_used integer not null default 0
);

-- Default fields (slot null) and own ones (CF-02).
create table fields (
  id uuid primary key default gen_random_uuid(),
  section text not null references field_sections,
  internal_name text not null,
  slot integer,
  name text not null,
  type text not null,
  options jsonb not null default '[]',
  required boolean not null default false,
  read_only boolean not null default false,
  use_as_filter boolean not null default false,
  use_in_notifications boolean not null default false,
  default_value jsonb,
  help text not null default '',
  position integer not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  version integer not null default 1,
  unique (section, internal_name)
);
create unique index fields_by_name on fields (section, lower(name)) where deleted_at is null;
