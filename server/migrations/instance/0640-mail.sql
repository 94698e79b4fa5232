-- Mails to people: written together with what they tell of, sent by a job (NTF-08, NTF-12).
create table mails (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  -- Text and HTML, sealed: it may hold a link that answers in somebody's name.
  body text not null,
  -- What it tells of, so that it can be taken back while it has not left.
  about_kind text not null,
  about_id text not null,
  status text not null check (status in ('queued', 'sent', 'failed', 'withdrawn')),
  tries integer not null default 0,
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index mails_by_about on mails (about_kind, about_id);
create index mails_by_time on mails (created_at);
