-- How a person proved who they are (RFC 8176) and the authentication context that this is worth;
-- both travel from the sign-in to the tokens.
alter table identity.authorization_request
    add column methods text[] not null default '{}',
    add column acr     text;
alter table identity.token_grant
    add column methods text[] not null default '{}',
    add column acr     text;
alter table identity.device_request
    add column methods text[] not null default '{}',
    add column acr     text;

-- An authenticator app (RFC 6238). Its key is in the secret store under identity-authenticator.
create table identity.authenticator_app (
    -- Names the key in the secret store.
    id         uuid primary key,
    -- Null when the account is gone: the key must be deleted then.
    account_id uuid references identity.account (id) on delete set null,
    created_at timestamptz not null,
    -- Null until the first code has shown that the app knows the key.
    enabled_at timestamptz,
    -- The time step of the last code that was accepted; neither it nor an earlier one is again.
    last_step  bigint not null default 0
);
-- Serves "the app of this account", asked at every sign-in.
create unique index authenticator_app_account on identity.authenticator_app (account_id);
-- Serves the sweep of keys without an account.
create index authenticator_app_orphan on identity.authenticator_app (id) where account_id is null;

-- Codes for who lost the other factors; a row is deleted when its code is used.
create table identity.recovery_code (
    account_id uuid not null references identity.account (id) on delete cascade,
    -- SHA-256 of the account and the code, which has 80 random bits.
    code_hash  text not null,
    primary key (account_id, code_hash)
);

-- Passkeys (Web Authentication).
create table identity.passkey (
    id            uuid primary key,
    account_id    uuid not null references identity.account (id) on delete cascade,
    -- Base64url.
    credential_id text not null,
    -- The authenticator's model, the credential's id and its public key, as it sent them.
    credential    bytea not null,
    -- Zero for authenticators that do not count.
    sign_count    bigint not null,
    transports    text[] not null default '{}',
    name          text not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz
);
-- Serves the sign-in with a passkey.
create unique index passkey_credential on identity.passkey (credential_id);
-- Serves the list of a person's passkeys.
create index passkey_account on identity.passkey (account_id, created_at);
