create table profiles (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  capabilities jsonb not null,
  shipped boolean not null default false
);

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text not null,
  password_hash text,
  profile_id uuid not null references profiles,
  active boolean not null default true,
  must_change_password boolean not null default false,
  failed_logins integer not null default 0,
  locked_until timestamptz,
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index users_by_email on users (lower(email));

create table sessions (
  token_hash bytea primary key,
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  remote_address text,
  user_agent text,
  -- Set when MSSP staff came through Connect: who they are at home, and with which profile here (FLT-22).
  guest jsonb
);
create index sessions_by_user on sessions (user_id);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  key_hash bytea not null unique,
  profile_id uuid not null references profiles,
  created_by jsonb not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
