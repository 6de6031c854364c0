-- What a client tells about itself at registration (RFC 7591) and how its registration is managed.
alter table identity.client
    add column description text not null default '',
    add column client_uri text,
    add column logo_uri text,
    add column tos_uri text,
    add column policy_uri text,
    add column jwks_uri text,
    add column jwk text,
    add column contacts text[] not null default '{}',
    -- How a confidential client said it authenticates; a public client has no secret_hash.
    add column auth_method text not null default 'client_secret_basic'
        check (auth_method in ('client_secret_basic', 'client_secret_post')),
    add column dynamically_registered boolean not null default false,
    -- SHA-256 of the secret before the last rotation, and how long it is still good.
    add column previous_secret_hash text,
    add column previous_secret_until timestamptz,
    -- SHA-256 of the registration access token (RFC 7592), and how long it is good.
    add column registration_token_hash text,
    add column registration_token_until timestamptz,
    add column status_changed_at timestamptz,
    add column status_changed_by text;
-- Serves the administrators' list, which is ordered by name.
create index client_name on identity.client (lower(name), id);

create table identity.client_owner (
    client_id  text not null references identity.client (id) on delete cascade,
    account_id uuid not null references identity.account (id) on delete cascade,
    since      timestamptz not null,
    -- Serves "is this person an owner" and "the owners of a client".
    primary key (client_id, account_id)
);
-- Serves "the clients of a person".
create index client_owner_account on identity.client_owner (account_id);

create table identity.registration_throttle (
    -- SHA-256 of the address or the account that registers.
    key_hash   text primary key,
    started_at timestamptz not null,
    count      integer not null
);
-- Serves the sweep of windows that have ended.
create index registration_throttle_start on identity.registration_throttle (started_at);

create table identity.scope (
    id            bigint generated always as identity primary key,
    value         text not null,
    description   text not null default '',
    icon          text not null default '',
    default_scope boolean not null default false,
    restricted    boolean not null default false,
    constraint scope_value_form check (value ~ '^[\x21\x23-\x5b\x5d-\x7e]{1,255}$'),
    constraint scope_default_is_open check (not (default_scope and restricted))
);
create unique index scope_value on identity.scope (value);

insert into identity.scope (value, description, default_scope, restricted)
values ('openid', 'Sign in with your account', true, false),
       ('profile', 'Your name and user name', true, false),
       ('email', 'Your email address', true, false),
       ('offline_access', 'Act for you while you are away', false, false),
       ('iam:admin.read', 'Read all that administrators see', false, true),
       ('iam:admin.write', 'Change all that administrators may change', false, true),
       ('scim:read', 'Read accounts and groups', false, true),
       ('scim:write', 'Change accounts and groups', false, true),
       ('registration:read', 'Read requests for registration', false, true),
       ('registration:write', 'Decide requests for registration', false, true);
