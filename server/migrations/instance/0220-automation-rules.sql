create table alert_sources (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  key_paths text[] not null default '{}',
  title_path text,
  time_path text,
  shipped boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index alert_sources_by_name on alert_sources (lower(name));

create table automation_rules (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  source_id uuid not null references alert_sources,
  enabled boolean not null default true,
  position integer not null,
  filters jsonb not null default '[]',
  mappings jsonb not null default '[]',
  harvest jsonb,
  action jsonb not null,
  grouping jsonb,
  -- Name of the rule among the shipped ones; null for a rule made here.
  shipped_as text unique,
  matched_count bigint not null default 0,
  last_matched_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index automation_rules_by_name on automation_rules (lower(name));
create index automation_rules_by_source on automation_rules (source_id, position);

-- Which open incident or triage event alerts of a group join; the row is locked while an alert is decided.
create table rule_groups (
  rule_id uuid not null references automation_rules on delete cascade,
  digest bytea not null,
  result_kind text not null,
  result_id text not null,
  last_alert_at timestamptz not null,
  primary key (rule_id, digest)
);

-- Shipped sources and rules that somebody removed stay removed.
create table shipped_rules_removed (
  name text primary key
);
