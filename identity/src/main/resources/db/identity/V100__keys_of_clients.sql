-- Clients whose tokens are always bound to a key that they prove to have (RFC 9449, section 5.2).
alter table identity.client
    add column bound_tokens boolean not null default false;

-- The thumbprint (RFC 7638) of the key to which the refresh tokens of a public client are bound.
alter table identity.token_grant
    add column key_thumbprint text;
