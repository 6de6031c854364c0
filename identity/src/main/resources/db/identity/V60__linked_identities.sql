-- People of upstream OpenID Connect providers. Issuer and subject together name one.
create table identity.oidc_identity (
    issuer     text not null,
    subject    text not null,
    account_id uuid not null references identity.account (id) on delete cascade,
    linked_at  timestamptz not null,
    -- Serves the sign-in.
    primary key (issuer, subject)
);
-- Serves "the identities of an account".
create index oidc_identity_account on identity.oidc_identity (account_id);

-- Names as in RFC 2253. A renewed certificate has the same names and takes the row over.
create table identity.x509_certificate (
    id         uuid primary key,
    account_id uuid not null references identity.account (id) on delete cascade,
    label      text not null,
    subject_dn text not null,
    issuer_dn  text not null,
    pem        text not null,
    is_primary boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
-- Serves the sign-in and the administrators' search by subject.
create unique index x509_certificate_names on identity.x509_certificate (subject_dn, issuer_dn);
create index x509_certificate_account on identity.x509_certificate (account_id);
create unique index x509_certificate_primary on identity.x509_certificate (account_id)
    where is_primary;

create table identity.ssh_key (
    -- SHA-256 of the key in base64, as OpenSSH tells it.
    fingerprint text primary key,
    account_id  uuid not null references identity.account (id) on delete cascade,
    label       text not null,
    value       text not null,
    is_primary  boolean not null default false,
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);
create index ssh_key_account on identity.ssh_key (account_id);
create unique index ssh_key_primary on identity.ssh_key (account_id) where is_primary;

-- The upstream identity of somebody who asked for an account; the approval links it.
create table identity.registration_identity (
    request_id uuid primary key references identity.registration_request (id) on delete cascade,
    issuer     text not null,
    subject    text not null
);
-- One open request of a person.
create unique index registration_identity_person on identity.registration_identity (issuer, subject);

-- What the TLS port found out, on its way to the browser session that asked. One use.
create table identity.certificate_ticket (
    -- SHA-256 of the ticket, as state_hash of the value in the session.
    token_hash text primary key,
    state_hash text not null,
    pem        text not null,
    expires_at timestamptz not null
);
create index certificate_ticket_expiry on identity.certificate_ticket (expires_at);

-- A person asks an administrator to link a certificate.
create table identity.certificate_request (
    id         uuid primary key,
    account_id uuid not null references identity.account (id) on delete cascade,
    status     text not null check (status in ('PENDING', 'APPROVED', 'REJECTED')),
    label      text not null,
    subject_dn text not null,
    issuer_dn  text not null,
    pem        text not null,
    notes      text not null,
    motivation text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null
);
-- One open request of a person for a certificate; also serves "my requests".
create unique index certificate_request_open
    on identity.certificate_request (account_id, subject_dn, issuer_dn)
    where status = 'PENDING';
create index certificate_request_account on identity.certificate_request (account_id);
-- Serves the administrators' list, the oldest first.
create index certificate_request_created on identity.certificate_request (created_at);
