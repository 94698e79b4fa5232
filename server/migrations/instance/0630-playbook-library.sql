-- A deleted playbook stays to be restored (PBK-13); its name is free for another one.
alter table playbooks add column deleted_at timestamptz, add column deleted_by jsonb;
drop index playbooks_by_name;
create unique index playbooks_by_name on playbooks (lower(name)) where deleted_at is null;
