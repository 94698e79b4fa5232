-- Runs that a node of another run started, and the new kinds of waits: the end of such a run, a task, a time, a condition.
alter table runs add column parent_run uuid, add column parent_wait text,
  -- What holds it while it waits, the most pressing first; for lists, kept by the host.
  add column waiting_for text;
update runs set waiting_for = 'user' where status = 'waiting';
create index runs_by_parent on runs (parent_run, parent_wait) where parent_run is not null;

alter table run_waits drop constraint run_waits_kind_check;
alter table run_waits add constraint run_waits_kind_check
  check (kind in ('choice', 'manual', 'lost', 'child', 'task', 'pause', 'time', 'condition'));
create index run_waits_on_conditions on run_waits (run_id) where kind = 'condition' and closed_at is null;

alter table run_signals drop constraint run_signals_kind_check;
alter table run_signals add constraint run_signals_kind_check check (kind in ('kill', 'rerun', 'look'));
