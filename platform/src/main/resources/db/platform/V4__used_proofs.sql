-- Proofs of keys (RFC 9449) that were used: each is good once, on all replicas together.
create table platform.used_proof (
    -- SHA-256 of the key's thumbprint and the proof's identifier.
    proof_hash text primary key,
    expires_at timestamptz not null
);

-- Serves the sweep of what has expired.
create index used_proof_expiry on platform.used_proof (expires_at);
