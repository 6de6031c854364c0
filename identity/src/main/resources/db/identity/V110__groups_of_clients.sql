-- The groups that the tokens which a client gets for itself name, as a person's do.
create table identity.client_group (
    client_id text not null references identity.client (id) on delete cascade,
    group_id  uuid not null references identity.user_group (id) on delete cascade,
    since     timestamptz not null,
    -- Serves "the groups of a client", asked for each token of the client's own.
    primary key (client_id, group_id)
);
-- Serves the deletion of a group.
create index client_group_group on identity.client_group (group_id);
