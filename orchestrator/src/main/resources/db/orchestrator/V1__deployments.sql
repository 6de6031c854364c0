-- What people asked for, what was tried, and what exists on the sites because of it.

create table orchestrator.deployment (
    id               uuid primary key,
    title            text        not null,
    service          text        not null,          -- catalogue id, or 'template' for a template of the caller's own
    owner_issuer     text        not null,
    owner_subject    text        not null,
    owner_name       text        not null,
    user_group       text        not null,
    goal             text        not null check (goal in ('present', 'absent')),
    status           text        not null,
    status_reason    text,
    phase            text        not null,
    phase_tries      integer     not null default 0,
    phase_started_at timestamptz not null,
    attempt          integer     not null default 0, -- the attempt in hand, 0 before the first
    max_attempts     integer     not null,
    attempt_minutes  integer     not null,
    deadline         timestamptz not null,          -- when creation is given up
    keep_last        boolean     not null default false,
    wanted_provider  text,                          -- the person's own choice of site
    wanted_region    text,
    callback         text,
    outputs          jsonb       not null default '[]',
    endpoint         text,
    request_id       uuid,                          -- the client's, makes creation idempotent
    fence            bigint      not null default 0, -- grows with each run of the step machine
    version          bigint      not null default 0, -- grows with each change that people can see
    created_at       timestamptz not null,
    updated_at       timestamptz not null
);

-- The lists that people see: mine, my group's, everybody's, newest first.
create index deployment_by_owner on orchestrator.deployment (owner_issuer, owner_subject, created_at desc);
create index deployment_by_group on orchestrator.deployment (user_group, created_at desc);
create index deployment_by_time on orchestrator.deployment (created_at desc);
create unique index deployment_by_request on orchestrator.deployment (owner_issuer, owner_subject, request_id);
-- The sweep for unsettled deployments that nothing works on.
create index deployment_unsettled on orchestrator.deployment (updated_at) where phase <> 'done';

create table orchestrator.revision (
    deployment_id uuid        not null references orchestrator.deployment on delete cascade,
    number        integer     not null,
    kind          text        not null check (kind in ('create', 'delete')),
    template      text,
    inputs        jsonb       not null default '{}', -- secret inputs are in the secret store
    secret_inputs text[]      not null default '{}', -- their names
    requested_by  text        not null,
    requested_at  timestamptz not null,
    primary key (deployment_id, number)
);

create table orchestrator.attempt (
    deployment_id uuid        not null references orchestrator.deployment on delete cascade,
    number        integer     not null,
    provider      text        not null,
    region        text        not null,
    project       text        not null,
    state         text        not null check (state in ('running', 'succeeded', 'failed')),
    failure_class text,
    failure       text,
    candidates    jsonb       not null,              -- the explained decision
    choices       jsonb       not null,              -- flavor and image for each node, networks
    started_at    timestamptz not null,
    ended_at      timestamptz,
    primary key (deployment_id, number)
);

create table orchestrator.step (
    deployment_id uuid        not null references orchestrator.deployment on delete cascade,
    seq           integer     not null,
    attempt       integer     not null,
    name          text        not null,
    state         text        not null check (state in ('running', 'done', 'failed')),
    tries         integer     not null,
    message       text,
    started_at    timestamptz not null,
    ended_at      timestamptz,
    primary key (deployment_id, seq)
);

-- Rows are written before anything is asked of the site, so that whatever a crash leaves there has an owner.
create table orchestrator.resource (
    id            uuid        primary key,
    deployment_id uuid        not null references orchestrator.deployment on delete cascade,
    attempt       integer     not null,
    seq           integer     not null,              -- order of creation; removal goes backwards
    kind          text        not null,
    node          text        not null,              -- TOSCA node template
    index         integer     not null,
    name          text        not null,              -- the name it has on the site, unique for its owner
    cloud_id      text,
    state         text        not null
        check (state in ('planned', 'creating', 'ready', 'deleting', 'deleted', 'failed')),
    detail        text,
    spec          jsonb       not null default '{}',
    attributes    jsonb       not null default '{}',
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    unique (deployment_id, attempt, name, kind)
);
create index resource_of_deployment on orchestrator.resource (deployment_id, attempt, seq);

create table orchestrator.log_line (
    number        bigint generated always as identity primary key,
    deployment_id uuid        not null references orchestrator.deployment on delete cascade,
    at            timestamptz not null,
    source        text        not null check (source in ('orchestrator', 'site', 'ansible')),
    level         text        not null check (level in ('info', 'changed', 'warning', 'error')),
    text          text        not null
);
create index log_of_deployment on orchestrator.log_line (deployment_id, number);
