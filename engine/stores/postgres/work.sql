-- All work of the deployment, runs and background jobs alike. The row is the queue: `available_at` schedules it, and
-- while it is leased says 'infinity', so that anything else in a leased row means that it was woken meanwhile.
create sequence tocsin.worker_numbers as integer minvalue 1 cycle;

create table tocsin.work (
  id bigint generated always as identity primary key,
  instance_role name not null default current_user,
  lane text not null,
  kind text not null,
  ref text not null,
  payload jsonb,
  available_at timestamptz not null default now(),
  attempts integer not null default 0,
  -- Rises with each claim: what an earlier holder still writes is refused.
  fence integer not null default 0,
  -- Number of the worker; 0 for work taken from a worker that died.
  leased_by integer,
  lease_until timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  unique (instance_role, kind, ref)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create index work_free on tocsin.work (lane, instance_role, available_at) where leased_by is null or leased_by = 0;
create index work_held on tocsin.work (leased_by, lane, instance_role) where leased_by > 0;

-- An instance's role sees and adds its own work only; the owner claims across all instances.
alter table tocsin.work enable row level security;
create policy own_work on tocsin.work using (instance_role = current_user) with check (instance_role = current_user);
