create table integrations (
  -- Stable across deployments: the content id that pushes know it by (FLT-30).
  id uuid primary key default gen_random_uuid(),
  name text not null,
  official_name text,
  product_version text not null,
  language text not null,
  image text not null,
  icon text,
  testable boolean not null,
  proxy boolean not null,
  fields jsonb not null,
  listing jsonb not null,
  test_code text not null,
  -- The definition as it was read, unknown keys included, written back on export (formats.md 13.1).
  document jsonb not null,
  origin text not null check (origin in ('shipped', 'imported', 'mssp')),
  ignore_stderr boolean not null default false,
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index integrations_by_name on integrations (lower(name));

create table actions (
  id uuid primary key default gen_random_uuid(),
  integration_id uuid not null references integrations on update cascade on delete cascade,
  name text not null,
  type text not null,
  fields jsonb not null,
  output jsonb not null,
  table_view jsonb not null,
  use_in_triage boolean not null,
  code text not null,
  document jsonb not null,
  warnings jsonb not null default '[]'
);
create unique index actions_by_name on actions (integration_id, lower(name), type);

create table resources (
  id uuid primary key default gen_random_uuid(),
  integration_id uuid not null references integrations on update cascade on delete cascade,
  label text not null,
  settings jsonb not null,
  -- Sealed with the instance's key; the moment each was set is shown instead of the value (INT-18).
  secrets jsonb not null default '{}',
  engine text not null default 'local',
  last_test jsonb,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index resources_by_label on resources (integration_id, lower(label));
