-- Mail that waits or has gone out. The text is in the secret store under identity-mail, because
-- links in it let people in; it is deleted as soon as the mail is delivered or given up.
create table identity.mail (
    id              uuid primary key,
    kind            text not null,
    recipient       text not null,
    subject         text not null,
    state           text not null check (state in ('PENDING', 'DELIVERED', 'DELIVERY_ERROR')),
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    -- What the mail server said last.
    last_error      text not null default '',
    created_at      timestamptz not null,
    finished_at     timestamptz
);
-- Serves the sender: the mails that are due.
create index mail_due on identity.mail (next_attempt_at) where state = 'PENDING';
-- Serves the purge.
create index mail_finished on identity.mail (finished_at) where finished_at is not null;

-- How often a public route was used, by the SHA-256 of what is counted.
create table identity.public_limit (
    key_hash    text primary key,
    uses        integer not null,
    window_ends timestamptz not null
);
create index public_limit_ends on identity.public_limit (window_ends);

-- Shared with the directory of people; whichever part comes first brings them.
alter table identity.account
    add column if not exists given_name      text,
    add column if not exists family_name     text,
    add column if not exists end_time        timestamptz,
    add column if not exists service_account boolean not null default false;

create table if not exists identity.account_label (
    account_id uuid not null references identity.account (id) on delete cascade,
    prefix     text not null default '',
    name       text not null,
    value      text not null default '',
    primary key (account_id, prefix, name)
);

-- Requests for an account. The account is made when one is approved, not before.
create table identity.registration_request (
    id                uuid primary key,
    status            text not null check (status in ('NEW', 'CONFIRMED', 'APPROVED', 'REJECTED')),
    username          text not null,
    given_name        text not null,
    family_name       text not null,
    email             text not null,
    notes             text not null,
    labels            jsonb not null,
    -- Asked with the mail address of an existing account: answered like any other and never listed.
    decoy             boolean not null,
    account_id        uuid references identity.account (id) on delete set null,
    motivation        text not null default '',
    -- SHA-256 of the token in the mail; null once it was used.
    confirmation_hash text,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    -- When an unconfirmed request is dropped.
    expires_at        timestamptz not null
);
-- One open request for a user name.
create unique index registration_request_open on identity.registration_request (username)
    where status in ('NEW', 'CONFIRMED');
create unique index registration_request_token on identity.registration_request (confirmation_hash);
-- Serves the administrators' list, the oldest first.
create index registration_request_list on identity.registration_request (status, created_at);
create index registration_request_account on identity.registration_request (account_id);

-- Links to choose a password: one use, SHA-256 of the token.
create table identity.password_ticket (
    token_hash text primary key,
    account_id uuid not null references identity.account (id) on delete cascade,
    expires_at timestamptz not null
);
create index password_ticket_account on identity.password_ticket (account_id);
create index password_ticket_expiry on identity.password_ticket (expires_at);

-- What decides, beside the account itself, whether a person may go on.
create table identity.account_standing (
    account_id          uuid primary key references identity.account (id) on delete cascade,
    -- Sign-ins before it no longer count.
    password_changed_at timestamptz,
    -- Set while the end of the membership is the reason for the suspension.
    expired_at          timestamptz
);
-- Serves the job that restores or removes.
create index account_standing_expired on identity.account_standing (expired_at)
    where expired_at is not null;
-- Serves the job that suspends.
create index if not exists account_end_time on identity.account (end_time)
    where end_time is not null;

-- The acceptable use policy: one or none.
create table identity.aup (
    id            uuid primary key,
    only_one      boolean not null default true unique check (only_one),
    url           text not null,
    text          text not null default '',
    description   text not null default '',
    -- How long a signature holds; 0: until the policy changes.
    validity_days integer not null check (validity_days >= 0),
    reminders     text not null default '',
    created_at    timestamptz not null,
    -- Signatures from before it no longer count.
    updated_at    timestamptz not null
);

create table identity.aup_signature (
    -- Serves "has this person signed", asked for every token.
    account_id uuid primary key references identity.account (id) on delete cascade,
    aup_id     uuid not null references identity.aup (id) on delete cascade,
    signed_at  timestamptz not null
);
create index aup_signature_aup on identity.aup_signature (aup_id);
