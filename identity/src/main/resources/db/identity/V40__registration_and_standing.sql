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
