-- What is known of every provider, by generations: an item's row is valid from one generation of
-- its provider to another, so the past can be asked for and an unchanged item costs nothing.

-- One row. Grows with every change that readers can see; the last statement of a change takes it,
-- so whoever sees a version sees all changes up to it.
create table registry.federation_version (
    single  boolean primary key default true check (single),
    version bigint  not null
);
insert into registry.federation_version (version) values (0);

create table registry.provider (
    uid        text        primary key,           -- derived from type and name
    name       text        not null,
    type       text        not null,
    status     text        not null,              -- as shown, limited included
    generation bigint      not null,              -- 0 until the first is made
    revision   bigint      not null,              -- the federation's version of the last change
    changed_at timestamptz not null,
    heard_at   timestamptz not null,              -- when the last snapshot was taken
    removed_at timestamptz,                       -- by an administrator; its history stays
    unique (name, type)
);

create table registry.generation (
    provider_uid text        not null references registry.provider,
    number       bigint      not null,
    version      bigint      not null unique,     -- pages the changes of the federation
    at           timestamptz not null,
    actor        text        not null,            -- issuer and subject, or client
    reason       text        not null,
    added        integer     not null,
    changed      integer     not null,
    ended        integer     not null,
    removed      boolean     not null default false,
    primary key (provider_uid, number)
);
-- Which version the federation had at a time, and which generation a provider had at a version.
create index generation_by_time on registry.generation (at, version);
create index generation_by_provider on registry.generation (provider_uid, version);

create table registry.item (
    provider_uid   text   not null references registry.provider,
    kind           text   not null,
    uid            text   not null,
    natural_key    jsonb  not null,               -- the steps that lead to the item
    digest         text   not null,               -- of the document, so that equal rows are not rewritten
    document       jsonb  not null,
    valid_from_gen bigint not null,
    valid_to_gen   bigint,                        -- the first generation without it
    primary key (provider_uid, kind, uid, valid_from_gen)
);
-- The present, and at most one row of it for an item.
create unique index item_now on registry.item (provider_uid, kind, uid) where valid_to_gen is null;
-- The changes of a generation.
create index item_begun on registry.item (provider_uid, valid_from_gen);
create index item_ended on registry.item (provider_uid, valid_to_gen) where valid_to_gen is not null;

create table registry.facet (
    provider_uid text        not null references registry.provider,
    region       text        not null,
    project      text        not null,
    facet        text        not null,
    outcome      text        not null,
    tried_at     timestamptz not null,
    good_at      timestamptz,
    reason       text,
    primary key (provider_uid, region, project, facet)
);

create table registry.hold (
    provider_uid text        not null references registry.provider,
    region       text        not null,            -- '': the provider as a whole
    facet        text        not null,
    known        integer     not null,
    lost         integer     not null,
    since        timestamptz not null,
    released_by  text,
    released_why text,
    released_at  timestamptz,
    primary key (provider_uid, region, facet)
);

create table registry.finding (
    provider_uid text    not null references registry.provider,
    position     integer not null,
    severity     text    not null,
    place        text    not null,
    message      text    not null,
    remedy       text    not null,
    primary key (provider_uid, position)
);

create table registry.downtime (
    id           uuid        primary key,
    provider_uid text        not null references registry.provider,
    severity     text        not null check (severity in ('outage', 'warning')),
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    description  text        not null,
    declared_by  text        not null,
    declared_at  timestamptz not null
);
create index downtime_by_provider on registry.downtime (provider_uid, starts_at);

-- Uids of a registry that this one took over from.
create table registry.imported_uid (
    derived text primary key,
    uid     text not null unique check (uid ~ '^[0-9a-f]{32}$')
);
