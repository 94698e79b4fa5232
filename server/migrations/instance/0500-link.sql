-- Ties of this instance to others, as console or as tenant. The id is the same at both ends.
create table link_pairings (
  id uuid primary key default gen_random_uuid(),
  -- What this instance is in the pairing.
  side text not null check (side in ('console', 'tenant')),
  -- open: the tenant's code waits; pending: the console's proof is on its way.
  status text not null check (status in ('open', 'pending', 'active', 'suspended', 'ended')),
  mode text check (mode in ('direct', 'outbound')),
  own_key_id text not null unique,
  own_public_key text not null,
  own_private_key text not null,
  peer_name text,
  peer_url text,
  peer_key_id text unique,
  peer_public_key text,
  code_id text,
  code_secret text,
  code_expires_at timestamptz,
  wrong_tries integer not null default 0,
  handshake jsonb,
  -- At the tenant what it allows; at the console what the tenant last said.
  grants jsonb not null default '{}',
  -- Last number given to a message of the outbox, last number that the peer confirmed, last number of the peer's applied.
  numbered bigint not null default 0,
  acknowledged bigint not null default 0,
  applied bigint not null default 0,
  -- How often the next message of the peer failed here without a reason that the peer could understand.
  stuck integer not null default 0,
  peer_protocol integer,
  peer_product text,
  last_contact_at timestamptz,
  round_trip_ms double precision,
  failures integer not null default 0,
  failure text,
  error text,
  ended_by text check (ended_by in ('us', 'them')),
  -- The peer knows that the pairing has ended.
  farewell boolean not null default false,
  created_at timestamptz not null default now(),
  paired_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1
);
create unique index link_pairings_by_code on link_pairings (code_id) where status = 'open';

-- Messages that the peer has not confirmed. A number is given when a message first leaves, so that writers never
-- queue behind each other for it; of the messages of one topic only the newest that has not left is kept.
create table link_outbox (
  id bigint generated always as identity primary key,
  pairing_id uuid not null references link_pairings on delete cascade,
  number bigint,
  kind text not null,
  topic text,
  reference text,
  payload jsonb not null,
  actor jsonb,
  created_at timestamptz not null default now(),
  unique (pairing_id, number)
);
create index link_outbox_waiting on link_outbox (pairing_id, id) where number is null;
create unique index link_outbox_topics on link_outbox (pairing_id, topic) where number is null and topic is not null;

create table link_nonces (
  key_id text not null,
  nonce text not null,
  seen_at timestamptz not null default now(),
  primary key (key_id, nonce)
);
create index link_nonces_by_age on link_nonces (seen_at);
