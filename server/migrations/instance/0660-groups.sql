-- Groups of users (GRP-01). A group with a profile decides what its members may do, in place of their own (GRP-02).
create table groups (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  profile_id uuid references profiles,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index groups_by_name on groups (lower(name));

create table group_members (
  group_id uuid not null references groups on delete cascade,
  user_id uuid not null references users on delete cascade,
  primary key (group_id, user_id)
);
create index group_members_by_user on group_members (user_id);
