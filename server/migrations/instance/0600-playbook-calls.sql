-- The playbooks that a version runs, by the names they had when it was published: [{id, name}] (NOD-60).
alter table playbook_versions add column calls jsonb not null default '[]';
