create schema if not exists identity;

create table identity.account (
    id            uuid primary key,
    username      text not null,
    name          text not null,
    email         text not null,
    -- Spring's delegating form, such as {bcrypt}$2a$...; null: no sign-in with a password.
    password_hash text,
    active        boolean not null default true,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    constraint account_username_form
        check (username ~ '^[a-z_]([a-z0-9_@.-]{0,31}|[a-z0-9_@.-]{0,30}\$)$')
);
-- Serves the sign-in by user name and the admin's list, which is ordered by it.
create unique index account_username on identity.account (username);
create unique index account_email on identity.account (lower(email));

create table identity.user_group (
    id          uuid primary key,
    -- The full path without leading slash, such as astro/simulations.
    name        text not null,
    description text not null default '',
    created_at  timestamptz not null,
    constraint user_group_name_form
        check (length(name) <= 512 and name ~ '^[a-zA-Z][a-zA-Z0-9_.-]*(/[a-zA-Z][a-zA-Z0-9_.-]*)*$')
);
create unique index user_group_name on identity.user_group (name);

create table identity.membership (
    account_id uuid not null references identity.account (id) on delete cascade,
    group_id   uuid not null references identity.user_group (id) on delete cascade,
    joined_at  timestamptz not null,
    -- Serves "the groups of an account", read for every user token.
    primary key (account_id, group_id)
);
-- Serves "the members of a group" and their count.
create index membership_group on identity.membership (group_id);

create table identity.client (
    id                        text primary key,
    name                      text not null,
    -- SHA-256 of a random secret of 256 bits; null: a public client.
    secret_hash               text,
    redirect_uris             text[] not null default '{}',
    post_logout_redirect_uris text[] not null default '{}',
    grant_types               text[] not null,
    scopes                    text[] not null,
    -- Audiences that the client may ask for beside the default one.
    audiences                 text[] not null default '{}',
    require_pkce              boolean not null default true,
    -- First-party clients ask for no consent.
    first_party               boolean not null default false,
    may_introspect            boolean not null default false,
    -- Token exchange: clients whose users' tokens are accepted, and scopes that may be added.
    exchange_origins          text[] not null default '{}',
    exchange_added_scopes     text[] not null default '{}',
    access_token_seconds      integer not null default 3600 check (access_token_seconds > 0),
    refresh_token_seconds     integer not null default 2592000 check (refresh_token_seconds > 0),
    rotate_refresh_tokens     boolean not null default true,
    active                    boolean not null default true,
    created_at                timestamptz not null,
    updated_at                timestamptz not null,
    constraint client_public_uses_pkce
        check (secret_hash is not null or (require_pkce and rotate_refresh_tokens)),
    constraint client_public_acts_for_users
        check (secret_hash is not null
               or not grant_types && array ['client_credentials',
                                            'urn:ietf:params:oauth:grant-type:token-exchange'])
);

-- The private half is in the secret store under identity, signing-key/<kid>.
create table identity.signing_key (
    kid          text primary key,
    algorithm    text not null check (algorithm = 'RS256'),
    state        text not null check (state in ('published', 'active', 'retired')),
    public_jwk   text not null,
    created_at   timestamptz not null,
    activated_at timestamptz,
    retired_at   timestamptz
);
create unique index signing_key_one_active on identity.signing_key (algorithm) where state = 'active';

-- An authorization request between the browser's visit and the exchange of its code.
create table identity.authorization_request (
    id          text primary key,
    client_id   text not null references identity.client (id) on delete cascade,
    account_id  uuid not null references identity.account (id) on delete cascade,
    parameters  jsonb not null,
    scopes      text[] not null default '{}',
    signed_in_at timestamptz not null,
    -- SHA-256 of the consent page's state, while consent is awaited.
    state_hash  text,
    -- SHA-256 of the code, once there is one.
    code_hash   text,
    issued_at   timestamptz not null,
    expires_at  timestamptz not null,
    consumed_at timestamptz,
    grant_id    uuid
);
create unique index authorization_request_code on identity.authorization_request (code_hash);
create unique index authorization_request_state on identity.authorization_request (state_hash);
-- Serves the sweep of expired rows.
create index authorization_request_expiry on identity.authorization_request (expires_at);

create table identity.consent (
    account_id uuid not null references identity.account (id) on delete cascade,
    client_id  text not null references identity.client (id) on delete cascade,
    scopes     text[] not null,
    given_at   timestamptz not null,
    primary key (account_id, client_id)
);

-- What a user granted to a client: the family of refresh tokens, and the switch that revokes it.
create table identity.token_grant (
    id           uuid primary key,
    client_id    text not null references identity.client (id) on delete cascade,
    account_id   uuid not null references identity.account (id) on delete cascade,
    scopes       text[] not null,
    audience     text[] not null,
    signed_in_at timestamptz not null,
    -- The "act" claim of a delegation (RFC 8693, section 4.1).
    actor        jsonb,
    issued_at    timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    revoked_for  text
);
create index token_grant_expiry on identity.token_grant (expires_at);
-- Serves "revoke what this account granted to this client".
create index token_grant_account on identity.token_grant (account_id, client_id);

create table identity.refresh_token (
    -- SHA-256 of the token.
    token_hash  text primary key,
    grant_id    uuid not null references identity.token_grant (id) on delete cascade,
    issued_at   timestamptz not null,
    expires_at  timestamptz not null,
    replaced_at timestamptz
);
create index refresh_token_grant on identity.refresh_token (grant_id);
create index refresh_token_expiry on identity.refresh_token (expires_at);

-- Access tokens revoked one by one; kept until they would have expired.
create table identity.revoked_token (
    jti        text primary key,
    expires_at timestamptz not null
);
create index revoked_token_expiry on identity.revoked_token (expires_at);

create table identity.sign_in_throttle (
    -- SHA-256 of user name and address, so that a mistyped password is not kept in clear.
    key_hash      text primary key,
    failures      integer not null,
    blocked_until timestamptz not null,
    last_at       timestamptz not null
);
create index sign_in_throttle_last on identity.sign_in_throttle (last_at);
