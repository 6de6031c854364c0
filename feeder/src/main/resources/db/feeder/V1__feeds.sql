-- The last feed of each provider.
create table feeder.feed (
    provider   text        not null primary key,
    started_at timestamptz not null,
    ended_at   timestamptz not null,
    outcome    text        not null,
    -- the last one that the registry took
    last_good  timestamptz,
    generation bigint,
    document   jsonb       not null
);

-- The last compatible message of each topic and key, so that nothing is said twice.
create table feeder.message (
    topic   text        not null,
    key     text        not null,
    digest  text        not null,
    sent_at timestamptz not null,
    primary key (topic, key)
);
