-- The columns of the person may exist already if another part brought them first.
alter table identity.account
    add column if not exists given_name      text,
    add column if not exists family_name     text,
    add column if not exists end_time        timestamptz,
    add column if not exists service_account boolean not null default false;

alter table identity.user_group
    -- Null: never changed since it was created.
    add column if not exists updated_at timestamptz;
-- Serves "the groups below a group" and "has it any".
create index user_group_below on identity.user_group (name text_pattern_ops);

create table identity.account_label (
    account_id uuid not null references identity.account (id) on delete cascade,
    prefix     text not null default '',
    name       text not null,
    value      text not null default '',
    primary key (account_id, prefix, name)
);
-- Serves "the accounts with this label".
create index account_label_name on identity.account_label (name, value);

create table identity.account_attribute (
    account_id uuid not null references identity.account (id) on delete cascade,
    name       text not null,
    value      text not null default '',
    primary key (account_id, name)
);

create table identity.group_label (
    group_id uuid not null references identity.user_group (id) on delete cascade,
    prefix   text not null default '',
    name     text not null,
    value    text not null default '',
    primary key (group_id, prefix, name)
);

create table identity.group_attribute (
    group_id uuid not null references identity.user_group (id) on delete cascade,
    name     text not null,
    value    text not null default '',
    primary key (group_id, name)
);

create table identity.group_manager (
    group_id   uuid not null references identity.user_group (id) on delete cascade,
    account_id uuid not null references identity.account (id) on delete cascade,
    since      timestamptz not null,
    -- Serves "the managers of a group".
    primary key (group_id, account_id)
);
-- Serves "what this account manages", read when a token without administrators' scopes calls.
create index group_manager_account on identity.group_manager (account_id);

create table identity.group_request (
    id         uuid primary key,
    account_id uuid not null references identity.account (id) on delete cascade,
    group_id   uuid not null references identity.user_group (id) on delete cascade,
    status     text not null check (status in ('PENDING', 'APPROVED', 'REJECTED')),
    notes      text not null,
    motivation text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null
);
-- One open request of a person for a group; also serves "my requests".
create unique index group_request_open on identity.group_request (account_id, group_id)
    where status = 'PENDING';
create index group_request_account on identity.group_request (account_id);
-- Serves a manager's list.
create index group_request_group on identity.group_request (group_id, status);
-- Serves the administrators' list, the oldest first.
create index group_request_created on identity.group_request (created_at);
