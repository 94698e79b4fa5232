-- Unique by type and value across all incidents (ENT-01); the digest, because a value may be longer than an index entry.
create table entities (
  id uuid primary key default gen_random_uuid(),
  type text not null,
  value text not null,
  digest bytea not null,
  tags text[] not null default '{}',
  additional_info text not null default '',
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (type, digest)
);
create index entities_by_age on entities (created_at, id);

-- Never updated, so that harvesting locks no row that another incident's creation needs.
create table entity_sightings (
  entity_id uuid not null references entities on delete cascade,
  kind text not null,
  subject_id text not null,
  first_seen_at timestamptz not null default now(),
  primary key (entity_id, kind, subject_id)
);
create index entity_sightings_by_subject on entity_sightings (kind, subject_id);
