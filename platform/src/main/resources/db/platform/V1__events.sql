-- Events and what is still to be done with them; docs/decisions/0005-own-outbox.md says why.

create table platform.outbox (
    position     bigint generated always as identity primary key,
    id           uuid        not null,
    source       text        not null,
    topic        text        not null,
    key          text        not null,
    type         text        not null,
    subject      text        not null,
    published_at timestamptz not null default clock_timestamp(),
    -- json, not jsonb: it keeps the publisher's text and accepts every escape that JSON has
    data         json        not null
);

-- DeadLetters: where o.id = ?
create index outbox_id on platform.outbox (id);
-- OutboxRetention: where published_at < ?
create index outbox_published_at on platform.outbox (published_at);

-- Who wants which topic: a consumer's name, or 'kafka' with the topic '*'.
create table platform.subscription (
    destination text        not null,
    topic       text        not null,
    seen_at     timestamptz not null default clock_timestamp(),
    primary key (destination, topic)
);

-- One row for each event and destination until the event is handled there.
create table platform.delivery (
    destination text        not null,
    position    bigint      not null references platform.outbox (position) on delete cascade,
    topic       text        not null,
    key         text        not null,
    attempts    int         not null default 0,
    due_at      timestamptz not null default clock_timestamp(),
    -- Deliveries.claim: the destination's rows in order of position
    primary key (destination, position)
);

-- Deliveries.claim: is there an earlier open row of the same key?
create index delivery_key on platform.delivery (destination, topic, key, position);
-- Deliveries.nextDue: min(due_at) of a destination
create index delivery_due on platform.delivery (destination, due_at);
-- The foreign key and OutboxRetention: has the event an open row?
create index delivery_position on platform.delivery (position);

create table platform.dead_letter (
    destination text        not null,
    position    bigint      not null references platform.outbox (position),
    attempts    int         not null,
    error       text        not null,
    died_at     timestamptz not null default clock_timestamp(),
    primary key (destination, position)
);

-- The foreign key and OutboxRetention
create index dead_letter_position on platform.dead_letter (position);
-- DeadLetters.newest
create index dead_letter_died_at on platform.dead_letter (died_at desc);
