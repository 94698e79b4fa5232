-- What each release found here, so that it can be taken back byte for byte (FLT-39).
create table membership_undo (
  pairing_id uuid not null references link_pairings on delete cascade,
  release_number integer not null,
  kind text not null,
  content_id text not null,
  -- Place in the release; taken back in the opposite order.
  position integer not null,
  name text not null,
  -- Body and revision before the release; null where there was nothing.
  before jsonb,
  hash_before text,
  -- Revision that the release left.
  hash_after text not null,
  -- The row of membership_content before the release; null before the first push.
  held_before jsonb,
  primary key (pairing_id, release_number, kind, content_id)
);
create index membership_undo_by_content on membership_undo (pairing_id, kind, content_id, release_number desc);

-- Paths at which the console accepted what the tenant changed (FLT-41).
alter table membership_content add column accepted jsonb not null default '[]';

alter table fleet_releases add column rolls_back uuid references fleet_releases;
create index fleet_releases_by_rolled_back on fleet_releases (rolls_back) where rolls_back is not null;

alter table fleet_deliveries drop constraint fleet_deliveries_status_check;
alter table fleet_deliveries add constraint fleet_deliveries_status_check
  check (status in ('pending', 'applied', 'failed', 'blocked', 'stopped'));

-- What differs from the last push at the tenant is nothing but its own overrides.
alter table fleet_inventory add column overridden boolean not null default false;

-- Items that were asked of a tenant, until somebody takes the answer.
create table fleet_fetches (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references fleet_tenants on delete cascade,
  item jsonb,
  code text,
  reason text,
  created_at timestamptz not null default now()
);
