create table tocsin.instances (
  id text primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{0,38}[a-z0-9]$'),
  name text not null,
  colour text not null default '#4cc2ff',
  console boolean not null default false,
  schema text not null unique,
  role text not null unique,
  wrapped_key bytea not null,
  -- What shipped content the instance was last given, so that a start without news costs nothing.
  provisioned text,
  created_at timestamptz not null default now()
);
