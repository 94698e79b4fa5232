-- What the console itself knows of a tenant; the tie is in link_pairings.
create table fleet_tenants (
  id uuid primary key references link_pairings on delete cascade,
  name text not null,
  groups text[] not null default '{}',
  tags text[] not null default '{}',
  -- The figures are true as of this moment; null before the first.
  facts_at timestamptz,
  -- Unpaired here; the row stays for the history of releases.
  left_at timestamptz,
  version integer not null default 1
);
create unique index fleet_tenants_by_name on fleet_tenants (lower(name)) where left_at is null;

create table fleet_connects (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references fleet_tenants on delete cascade,
  url text,
  url_expires_at timestamptz,
  code text,
  reason text,
  created_at timestamptz not null default now()
);

-- Where each incident of each tenant stands: what all figures of the MSSP dashboard are counted from.
create table fleet_incident_facts (
  tenant_id uuid not null references fleet_tenants on delete cascade,
  incident_id bigint not null,
  version integer not null,
  deleted boolean not null default false,
  open boolean not null,
  status text not null,
  severity text,
  types text[] not null default '{}',
  created_at timestamptz not null,
  started_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  updated_at timestamptz not null,
  label text,
  title text,
  owner text,
  primary key (tenant_id, incident_id)
);
create index fleet_facts_open on fleet_incident_facts (tenant_id) where open and not deleted;
create index fleet_facts_by_creation on fleet_incident_facts (created_at desc, tenant_id, incident_id) where not deleted;
create index fleet_facts_by_closing on fleet_incident_facts (closed_at) where closed_at is not null and not deleted;

create table fleet_inventory (
  tenant_id uuid not null references fleet_tenants on delete cascade,
  kind text not null,
  content_id text not null,
  name text not null,
  hash text not null,
  primary key (tenant_id, kind, content_id)
);
create table fleet_inventory_reports (
  tenant_id uuid primary key references fleet_tenants on delete cascade,
  reported_at timestamptz not null
);

create table fleet_releases (
  id uuid primary key default gen_random_uuid(),
  number integer not null unique,
  policy text not null,
  targets jsonb not null,
  created_by jsonb not null,
  created_at timestamptz not null default now()
);

-- Revisions are immutable and kept once, whatever number of releases carries them.
create table fleet_revisions (
  hash text not null,
  kind text not null,
  content_id text not null,
  name text not null,
  item jsonb not null,
  primary key (kind, content_id, hash)
);

create table fleet_release_items (
  release_id uuid not null references fleet_releases on delete cascade,
  position integer not null,
  kind text not null,
  content_id text not null,
  hash text not null,
  needed_by jsonb not null default '[]',
  primary key (release_id, position),
  foreign key (kind, content_id, hash) references fleet_revisions (kind, content_id, hash)
);
create index fleet_release_items_by_content on fleet_release_items (kind, content_id);

create table fleet_deliveries (
  id uuid primary key default gen_random_uuid(),
  release_id uuid not null references fleet_releases on delete cascade,
  tenant_id uuid not null references fleet_tenants on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'applied', 'failed', 'blocked')),
  reason text,
  -- Per item what became of it: kind, id, result, hash, warnings.
  results jsonb not null default '[]',
  attempts integer not null default 1,
  changed_at timestamptz not null default now(),
  unique (release_id, tenant_id)
);
create index fleet_deliveries_by_tenant on fleet_deliveries (tenant_id, changed_at);

create table fleet_plans (
  id uuid primary key default gen_random_uuid(),
  bundle jsonb not null,
  policy text not null,
  created_at timestamptz not null default now()
);
create table fleet_plan_answers (
  plan_id uuid not null references fleet_plans on delete cascade,
  tenant_id uuid not null references fleet_tenants on delete cascade,
  cells jsonb,
  reason text,
  primary key (plan_id, tenant_id)
);

create table fleet_dashboards (
  id uuid primary key default gen_random_uuid(),
  -- The user or key that it belongs to.
  owner_id text not null,
  name text not null,
  widgets jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index fleet_dashboards_by_owner on fleet_dashboards (owner_id, created_at);
