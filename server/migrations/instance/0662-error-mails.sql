-- Runs of a playbook that ended with errors and were told of by mail, per hour: the first ones each, the rest together.
create table error_mails (
  playbook_id text not null,
  hour timestamptz not null,
  told integer not null default 0,
  -- To be told of together at the end of the hour.
  kept integer not null default 0,
  last_run uuid not null,
  primary key (playbook_id, hour)
);
