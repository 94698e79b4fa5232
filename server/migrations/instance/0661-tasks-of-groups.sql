-- A task of a playbook may belong to a group, any member of which decides it, and so may its authorizer (GRP-04, NOD-40).
alter table tasks add column assignee_group_id uuid references groups on delete set null;
alter table tasks add column authorizer_group_id uuid references groups on delete set null;
