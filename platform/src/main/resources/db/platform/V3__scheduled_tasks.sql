-- The table that db-scheduler reads and writes.
create table platform.scheduled_tasks (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint  not null,
    priority             smallint,
    state                text,
    primary key (task_name, task_instance)
);

-- due executions
create index scheduled_tasks_execution_time on platform.scheduled_tasks (execution_time);
-- executions whose process died
create index scheduled_tasks_last_heartbeat on platform.scheduled_tasks (last_heartbeat);
