-- What was last pushed here by an MSSP: the base of the next merge, and what drift is measured against.
create table membership_content (
  pairing_id uuid not null references link_pairings on delete cascade,
  kind text not null,
  content_id text not null,
  base jsonb not null,
  -- Revision that was here after the push.
  hash text not null,
  release_number integer not null,
  applied_at timestamptz not null default now(),
  primary key (pairing_id, kind, content_id)
);

-- What the console was last told of the content here.
create table membership_inventory (
  pairing_id uuid primary key references link_pairings on delete cascade,
  hash text not null
);

create table membership_tokens (
  token_hash bytea primary key,
  pairing_id uuid not null references link_pairings on delete cascade,
  person jsonb not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- The account here that carries the sessions of a pairing's staff.
create table membership_guests (
  pairing_id uuid primary key references link_pairings on delete cascade,
  user_id uuid not null references users on delete cascade
);
