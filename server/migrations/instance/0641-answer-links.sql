-- Links in mails, each of which gives one answer in one person's name, once (NOD-57). The link carries the id sealed
-- with the instance's key, so that reading this table answers nothing.
create table answer_links (
  id uuid primary key,
  run_id uuid not null,
  wait text not null,
  node_id text not null,
  user_id uuid not null references users on delete cascade,
  answer text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  unique (run_id, wait, user_id, answer)
);
