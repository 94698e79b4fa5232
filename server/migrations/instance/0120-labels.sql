create table labels (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  pattern text not null,
  is_default boolean not null default false,
  shipped boolean not null default false,
  version integer not null default 1
);
create unique index labels_by_name on labels (lower(name));
create unique index labels_default on labels (is_default) where is_default;

-- One row per counter of a label; a year or day has its own, so it starts from the beginning (LBL-04).
create table label_counters (
  label_id uuid not null references labels on delete cascade,
  counter text not null,
  value bigint not null,
  primary key (label_id, counter)
);
