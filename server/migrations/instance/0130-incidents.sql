create table incidents (
  id bigint generated always as identity primary key,
  incidentid text not null,
  name text not null default '',
  description text not null default '',
  additional_info text not null default '',
  status text not null,
  type text[] not null default '{}',
  incident_kind text,
  incident_category text[] not null default '{}',
  purpose text not null default '',
  restriction text,
  tags text[] not null default '{}',
  owner_id uuid references users,
  starttime timestamptz not null,
  endtime timestamptz,
  openingtime timestamptz not null,
  closingtime timestamptz,
  closing_note text,
  -- What reopening brings back (CLS-04).
  former_status text,
  -- Own fields by internal name; unset ones are left out.
  fields jsonb not null default '{}',
  template_id text,
  created_by jsonb not null,
  generated_by jsonb not null,
  deleted_at timestamptz,
  updated_at timestamptz not null,
  version integer not null default 1
);
create unique index incidents_by_label on incidents (incidentid);
create index incidents_by_label_text on incidents (lower(incidentid));
create index incidents_by_opening on incidents (openingtime, id);
create index incidents_by_start on incidents (starttime, id);
create index incidents_by_update on incidents (updated_at, id);
create index incidents_by_closing on incidents (closingtime, id);
create index incidents_open on incidents (openingtime, id) where closingtime is null and deleted_at is null;
create index incidents_by_status on incidents (status, openingtime);
create index incidents_by_severity on incidents (restriction, openingtime);
create index incidents_by_owner on incidents (owner_id, openingtime);
create index incidents_by_type on incidents using gin (type);
create index incidents_by_tags on incidents using gin (tags);

create table incident_artifacts (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents on delete cascade,
  name text not null,
  value text not null
);
-- The digest, because a value may be longer than an index entry.
create unique index incident_artifacts_once on incident_artifacts (incident_id, name, md5(value));

create table incident_investigators (
  incident_id bigint not null references incidents on delete cascade,
  user_id uuid not null references users on delete cascade,
  added_at timestamptz not null,
  primary key (incident_id, user_id)
);
create index incident_investigators_by_user on incident_investigators (user_id);

create table incident_notes (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents on delete cascade,
  title text not null default '',
  text text not null,
  closing boolean not null default false,
  created_by jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index incident_notes_by_incident on incident_notes (incident_id, id);

-- What happened, for people, in order (WAR-01); made of events in the transaction of the event.
create table war_room_entries (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents on delete cascade,
  occurred_at timestamptz not null,
  category text not null,
  title text not null,
  text text not null default '',
  actor jsonb not null,
  type text not null,
  subject_kind text not null,
  subject_id text not null,
  details jsonb,
  automatic boolean not null default true
);
create index war_room_by_incident on war_room_entries (incident_id, occurred_at, id);
