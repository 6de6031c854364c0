-- Clients that authenticate with a signed assertion (RFC 7523). They have a secret_hash as every
-- confidential client, of a value that nobody was told: no secret opens the door beside the key.
alter table identity.client
    drop constraint client_auth_method_check,
    add constraint client_auth_method_check
        check (auth_method in ('client_secret_basic', 'client_secret_post',
                               'client_secret_jwt', 'private_key_jwt'));

-- What may be used once by all replicas together: identifiers of assertions and of proofs.
create table identity.used_identifier (
    -- SHA-256 of the kind, the owner and the identifier.
    id_hash    text primary key,
    expires_at timestamptz not null
);
-- Serves the sweep of what has expired.
create index used_identifier_expiry on identity.used_identifier (expires_at);

-- Authorization requests that clients pushed (RFC 9126) and no browser has brought yet.
create table identity.pushed_request (
    -- SHA-256 of the request_uri.
    uri_hash   text primary key,
    client_id  text not null references identity.client (id) on delete cascade,
    parameters jsonb not null,
    expires_at timestamptz not null
);
-- Serves the sweep of what has expired.
create index pushed_request_expiry on identity.pushed_request (expires_at);

alter table identity.client
    add column require_pushed_requests boolean not null default false;
