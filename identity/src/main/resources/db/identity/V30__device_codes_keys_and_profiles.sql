-- What a device without a browser asks for, until somebody answers on another device (RFC 8628).
create table identity.device_request (
    id               uuid primary key,
    client_id        text not null references identity.client (id) on delete cascade,
    -- SHA-256 of the device code and of the user code.
    device_code_hash text not null,
    user_code_hash   text not null,
    scopes           text[] not null,
    audience         text[] not null,
    -- SHA-256 of the asking address, to bound how many requests may wait.
    address_hash     text not null,
    state            text not null
        check (state in ('waiting', 'approved', 'denied', 'used')),
    -- Who entered the user code first; nobody else can answer.
    account_id       uuid references identity.account (id) on delete cascade,
    approved_scopes  text[] not null default '{}',
    signed_in_at     timestamptz,
    interval_seconds integer not null,
    next_poll_at     timestamptz not null,
    issued_at        timestamptz not null,
    expires_at       timestamptz not null
);
-- Serves the polling device.
create unique index device_request_device_code on identity.device_request (device_code_hash);
-- Serves the person who types the code.
create unique index device_request_user_code on identity.device_request (user_code_hash);
-- Serves the count of what waits for one client and address.
create index device_request_waiting on identity.device_request (client_id, address_hash)
    where state = 'waiting';
-- Serves the sweep of expired rows.
create index device_request_expiry on identity.device_request (expires_at);

-- Keys of both algorithms, each with one key that signs and at most one that waits for its turn.
alter table identity.signing_key drop constraint signing_key_algorithm_check;
alter table identity.signing_key
    add constraint signing_key_algorithm_check check (algorithm in ('RS256', 'ES256'));
create unique index signing_key_one_next on identity.signing_key (algorithm)
    where state = 'published';

-- How a client's tokens look where that differs from the default. Few clients have a row.
create table identity.client_token_settings (
    client_id         text primary key references identity.client (id) on delete cascade,
    signing_algorithm text check (signing_algorithm in ('RS256', 'ES256')),
    profile           text check (profile in ('iam', 'wlcg', 'aarc', 'kc')),
    updated_at        timestamptz not null
);
