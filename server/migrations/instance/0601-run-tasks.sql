-- Tasks that a node of a run made and waits for (NOD-40, TSK-08).
alter table tasks
  add column run_id uuid,
  add column node_id text,
  add column wait text,
  add column playbook text,
  add column authorizer_id uuid references users;
create unique index tasks_by_wait on tasks (run_id, wait) where run_id is not null;
