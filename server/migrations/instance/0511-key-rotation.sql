-- Keys of the link change without pairing again (FLT-05). `next` is a key that was announced and is not in use yet:
-- the own one signs nothing before the peer knows it, the peer's takes the place of its old one when it first signs.
alter table link_pairings
  add column own_key_since timestamptz not null default now(),
  add column own_next_key_id text unique,
  add column own_next_public_key text,
  add column own_next_private_key text,
  -- When a key was last announced, whatever became of it.
  add column own_announced_at timestamptz,
  add column peer_key_since timestamptz,
  add column peer_next_key_id text unique,
  add column peer_next_public_key text,
  -- After how many days this side changes its key by itself; null for never.
  add column rotate_days integer default 90 check (rotate_days between 1 and 3650);
update link_pairings set own_key_since = created_at, peer_key_since = paired_at;
