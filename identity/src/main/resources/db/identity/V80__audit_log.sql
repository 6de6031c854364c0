-- What happened, for administrators to search. Rows outlive what they tell of, so nothing is
-- referenced. Access tokens leave no row here unless it is asked for in the configuration.
create table identity.audit_event (
    id             bigint generated always as identity primary key,
    event_id       uuid not null,
    occurred_at    timestamptz not null,
    type           text not null,
    category       text not null,
    outcome        text not null check (outcome in ('success', 'failure')),
    -- The name of who did it, as it was then.
    principal      text not null,
    -- The subject of who did it: an account's id, a client's id, or a word such as anonymous.
    actor          text not null,
    account_id     uuid,
    account_name   text not null default '',
    client_id      text,
    group_id       uuid,
    group_name     text not null default '',
    remote_address text not null default '',
    user_agent     text not null default '',
    request_id     text not null default '',
    trace_id       text not null default '',
    details        jsonb not null default '{}'
);
-- Serve the search, the newest first, by the one condition that narrows most; the first also
-- serves the removal of what is too old.
create index audit_event_time on identity.audit_event (occurred_at, id);
create index audit_event_type on identity.audit_event (type, occurred_at, id);
create index audit_event_category on identity.audit_event (category, occurred_at, id);
create index audit_event_principal on identity.audit_event (principal, occurred_at, id);
create index audit_event_account on identity.audit_event (account_id, occurred_at, id)
    where account_id is not null;
create index audit_event_client on identity.audit_event (client_id, occurred_at, id)
    where client_id is not null;

-- Which reminders of a signature of the acceptable use policy went out. A new signature has a new
-- time, so that its reminders start again.
create table identity.aup_reminder (
    account_id uuid not null references identity.account (id) on delete cascade,
    signed_at  timestamptz not null,
    -- How many days before the end; 0: the mail that tells of the end.
    days       integer not null,
    sent_at    timestamptz not null,
    primary key (account_id, signed_at, days)
);
-- Serves the job that looks for signatures which end soon.
create index aup_signature_time on identity.aup_signature (signed_at);
