-- Secrets at rest: each value is encrypted with its own data key, which is encrypted with a master
-- key that is not in the database. docs/security.md tells the format.
create table platform.secret (
    owner       text        not null,
    name        text        not null,
    -- Which master key wrapped the data key; not secret.
    key_id      text        not null,
    -- Nonce (12 bytes), ciphertext and tag (16 bytes), AES-256-GCM, each.
    wrapped_key bytea       not null check (length(wrapped_key) = 60),
    ciphertext  bytea       not null check (length(ciphertext) >= 28),
    changed_at  timestamptz not null default now(),
    -- Serves reading one secret and removing all of an owner.
    primary key (owner, name)
);

-- Serves rewrapping: what is not yet wrapped with the current key.
create index secret_by_key on platform.secret (key_id, owner, name);
