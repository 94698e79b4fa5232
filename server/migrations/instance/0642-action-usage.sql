-- Actions begun per hour, for the hourly limit (EXE-20 … EXE-22). One row per hour; old ones are removed.
create table action_usage (
  hour timestamptz primary key,
  used integer not null,
  -- Actions that were not run because the limit was reached.
  refused integer not null default 0,
  -- How many of the last statement were admitted, so that one statement counts and answers.
  admitted integer not null
);

-- A limit of this instance's own, set by whoever runs the deployment; without a row the deployment's holds.
create table action_limit (
  only_row boolean primary key default true check (only_row),
  -- Null: no limit.
  per_hour integer check (per_hour > 0)
);
