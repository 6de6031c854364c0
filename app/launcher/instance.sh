# One instance: a data directory, five ports, an application for each organisation, and a site in a box.
# shellcheck shell=sh

data=${ARCIPELAGO_DATA:-}
port=
servers=auto
started_here=

example_of() {
    case $1 in
        --data) say "--data /srv/arcipelago" ;;
        --port) say "--port 9800" ;;
        --servers) say "--servers simulated" ;;
    esac
}

set_option() {
    case $1 in
        --data)
            [ -n "$2" ] || die "--data needs a directory"
            data=$2
            ;;
        --port)
            case $2 in
                '' | *[!0-9]* | ??????*) die "--port $2 is not a number; use for example --port 9800" ;;
            esac
            if [ "$2" -lt 1 ] || [ "$2" -gt 65531 ]; then
                die "--port $2 leaves no room for five ports; use 1 to 65531"
            fi
            port=$2
            ;;
        --servers)
            case $2 in
                auto | sandboxed | simulated) servers=$2 ;;
                *) die "--servers $2 is unknown; use auto, sandboxed or simulated" ;;
            esac
            ;;
    esac
}

# Fills in data, run and port. Reads only: status of nothing leaves nothing.
locate_instance() {
    if [ -z "$data" ]; then
        case ${XDG_STATE_HOME:-} in
            /*) data=$XDG_STATE_HOME/arcipelago ;;
            *) data=${HOME:?HOME is not set; use --data DIR}/.local/state/arcipelago ;;
        esac
    fi
    case $data in
        /*) ;;
        *) data=$PWD/$data ;;
    esac
    run=$data/run
    used_port=
    [ ! -r "$data/port" ] || read -r used_port <"$data/port" || true
    port=${port:-${used_port:-8800}}
}

create_instance() {
    (umask 077 && mkdir -p "$run" "$data/logs" "$data/site") \
        || die "$data cannot be written; choose another directory with --data DIR."
    if [ ! -s "$data/instance" ]; then
        od -An -N4 -tx1 /dev/urandom | tr -d ' \n' >"$data/instance"
    fi
    instance=$(cat "$data/instance")
}

# Where people and services reach this instance; a proxy in front has an address of its own.
public_url() { printf '%s' "${ARCIPELAGO_PUBLIC_URL:-http://localhost:$port}"; }

# Servers of the sites: real sandboxes where the kernel and this user allow them, else simulated ones.
choose_servers() {
    why_simulated=
    if ! on_linux; then
        why_simulated="sandboxes need Linux"
    elif ! is_root; then
        why_simulated="sandboxes need root"
    else
        for tool in ip nft unshare mmdebstrap; do
            command -v "$tool" >/dev/null 2>&1 || why_simulated="$tool is missing"
        done
    fi
    case $servers in
        auto) [ -n "$why_simulated" ] && servers=simulated || servers=sandboxed ;;
        sandboxed) [ -z "$why_simulated" ] || die "--servers sandboxed is not possible here: $why_simulated." ;;
        simulated) why_simulated="as asked" ;;
    esac
    if [ "$servers" = simulated ]; then
        note "The sites' servers are simulated ($why_simulated): networks, servers and volumes answer like" \
            "real ones, but nothing runs in them and nothing is configured by Ansible."
    fi
}

# The site knows the demonstration's two sites by itself; DIR/config/sites.yaml describes others.
start_site() {
    set --
    [ ! -e "$data/config/sites.yaml" ] || set -- --config "$data/config/sites.yaml"
    further_issuers=$(organisation_issuers)
    [ -z "$further_issuers" ] || set -- "$@" --organisations "$further_issuers"
    # shellcheck disable=SC2046 # one word per option
    start_process site "$data/logs/site.out" "$java_home/bin/java" $(site_jvm_options) \
        "-Dlogback.configurationFile=$root/app/launcher/site-logback.xml" "-Darcipelago.log=$data/logs/site.log" \
        -cp "$runnable/arcipelago.jar" io.arcipelago.site.SiteMain \
        --data "$data/site" --port "$((port + 1))" --instance "$instance" --driver "$servers" \
        --issuer "$(public_url)/identity" "$@"
}

site_jvm_options() {
    printf '%s\n' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms32m -Xmx256m -Xss512k \
        --enable-native-access=ALL-UNNAMED
}

# What the application is told; train.sh tells its training run the same for another place.
start_app() {
    write_demo_providers "$data" "$(public_url)/identity" arcipelago ''
    start_application app app "--server.port=$port" "--arcipelago.public-url=$(public_url)" \
        "--arcipelago.data-dir=$data" "--arcipelago.database.port=$((port + 2))" \
        "--arcipelago.kafka.port=$((port + 3))" "--arcipelago.kafka.controller-port=$((port + 4))" \
        "$(settings_in "$data/config")"
}

# The launcher's own settings, then those in directory $1.
settings_in() {
    printf '%s' "--spring.config.additional-location=file:$root/app/launcher/local.properties,optional:file:$1/"
}

# start_application PROCESS LOG ARGUMENT...: one application, with what all of them are told.
start_application() {
    application=$1
    application_log=$2
    shift 2
    set -- "$@" "--arcipelago.instance-id=$instance" \
        "--arcipelago.demo.site-url=http://localhost:$((port + 1))" \
        "--logging.file.name=$data/logs/$application_log.log" --logging.threshold.console=off \
        --logging.logback.rollingpolicy.max-file-size=10MB --logging.logback.rollingpolicy.max-history=5
    if [ -e "$runnable/start-up.aot" ]; then
        set -- "-XX:AOTCache=$runnable/start-up.aot" '-Xlog:aot*=off' '-Xlog:cds*=off' \
            -cp "$runnable/arcipelago.jar" io.arcipelago.app.ArcipelagoApplication "$@"
    else
        set -- -cp "$runnable/arcipelago.jar" io.arcipelago.app.ArcipelagoApplication "$@"
    fi
    # shellcheck disable=SC2046,SC2086 # one word per option
    start_process "$application" "$data/logs/$application_log.out" "$java_home/bin/java" $(jvm_options) \
        ${ARCIPELAGO_JAVA_OPTS:-} "$@"
}

# await_app PROCESS PORT: waits until our own application answers.
await_app() {
    card_url=http://localhost:$2/.well-known/arcipelago
    await_status=0
    run_child run_tool io.arcipelago.app.InstanceProbe await "$card_url" "$instance" 240 "$(pid_of "$1" || echo 0)" \
        >/dev/null || await_status=$?
    case $await_status in
        0) ;;
        2) give_up "$1" "another program answers at $card_url; choose other ports with --port BASE" ;;
        3) give_up "$1" "it ended; the reason is above" ;;
        *) give_up "$1" "it did not answer at $card_url within 240 s" ;;
    esac
}

# Waits until the site listens. The port was free before, so whoever has it is named by its process id.
await_site() {
    waited=0
    while :; do
        site_pid=$(pid_of site) || give_up site "it ended; the reason is above"
        listener=$(listener_of $((port + 1)))
        case ${listener%% *} in
            "$site_pid" | 0) return 0 ;;
            '') ;;
            *) give_up site "port $((port + 1)) was taken by ${listener#* } (process ${listener%% *})" ;;
        esac
        [ "$waited" -lt 300 ] || give_up site "it does not listen on port $((port + 1)) after a minute"
        sleep 0.2
        waited=$((waited + 1))
    done
}

# give_up NAME REASON: shows what the process said last, stops everything and ends.
give_up() {
    note "Last lines of $data/logs/$1.out and $1.log:"
    tail -n 15 "$data/logs/$1.out" "$data/logs/$1.log" >&2 2>/dev/null || true
    stop_all || true
    started_here=
    die "The $1 did not start: $2."
}

on_interrupt() {
    trap '' INT TERM HUP
    note ""
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true
    if [ -n "$started_here" ]; then
        note "Interrupted: stopping what was started ..."
        stop_all
    fi
    release_lock
    exit 130
}

up_command() {
    [ $# -eq 0 ] || die "up does not know '$1'; see ./arcipelago help"
    bring_up
    say "$(status_text)"
}

bring_up() {
    if alive app && alive site && organisations_alive; then
        [ "$port" = "$used_port" ] || die "The instance in $data already runs on port $used_port, not $port;" \
            "stop it first, or start another one with --data DIR."
        instance=$(cat "$data/instance")
        say "Arcipelago is already running at http://localhost:$port (data in $data)."
        require_jdk
        runnable=$(runnable_of app)
        return 0
    fi
    [ -n "${ARCIPELAGO_RUNNABLE:-}" ] || provide build
    provide site
    trap 'on_interrupt' INT TERM HUP
    ensure_built
    create_instance
    hold_lock "$run/lock" "another launcher of $data"
    if [ -n "$used_port" ] && [ "$port" != "$used_port" ] && { alive app || alive site || postgres_pid >/dev/null; }; then
        die "Parts of the instance in $data still run on port $used_port: run ./arcipelago stop --data '$data' first."
    fi
    require_free_ports
    choose_servers
    printf '%s\n' "$port" >"$data/port"
    used_port=$port
    prepare_sandboxes
    note "Starting on http://localhost:$port ..."
    started_here=yes
    alive site || start_site
    alive app || start_app
    await_app app "$port"
    await_site
    start_organisations
    started_here=
    release_lock
    train_in_background
}

# The file system that all sandboxes share; built once, some 300 MB.
prepare_sandboxes() {
    [ "$servers" = sandboxed ] || return 0
    sandbox_status=0
    run_child run_tool io.arcipelago.site.sandbox.BaseImage >&2 || sandbox_status=$?
    if [ "$sandbox_status" -ne 0 ]; then
        note "The file system for sandboxes could not be made (see above): the sites' servers are simulated."
        servers=simulated
    fi
}

# The build that service $1 runs from, which need not be the newest.
runnable_of() {
    running_from=$(ps -o args= -p "$(pid_of "$1")" | sed -n 's/.*-cp \(.*\)\/arcipelago\.jar .*/\1/p')
    printf '%s' "${running_from:-$(newest_runnable)}"
}

demo_command() {
    was_running=yes
    alive app && alive site || was_running=
    bring_up
    trap 'on_interrupt' INT TERM HUP
    started_here=yes
    [ -z "$was_running" ] || started_here=
    ARCIPELAGO_URL=http://localhost:$port
    ARCIPELAGO_DATA=$data
    export ARCIPELAGO_URL ARCIPELAGO_DATA
    demo_status=0
    run_child run_tool io.arcipelago.cli.Main demo "$@" || demo_status=$?
    started_here=
    say ""
    say "$(status_text)"
    say "Stop it with: ./arcipelago stop --data '$data'"
    return "$demo_status"
}

stop_command() {
    [ $# -eq 0 ] || die "stop does not know '$1'; see ./arcipelago help"
    if [ ! -d "$data" ]; then
        say "Nothing to stop: there is no instance in $data."
        return 0
    fi
    instance=$(cat "$data/instance" 2>/dev/null) || instance=
    running=
    for service in $(organisation_processes) app site training; do
        ! alive "$service" || running="$running $service"
    done
    ! postgres_pid >/dev/null || running="$running postgresql"
    stop_all || die "Something could not be stopped; see ./arcipelago status --data '$data'."
    if [ -n "$running" ]; then
        say "Stopped:$running."
    else
        say "Nothing was running."
    fi
}

# Stops everything of this instance, also what a crash has left. Fails if something stays.
stop_all() {
    stop_failed=
    stop_training
    # They use the first application's database and Kafka, so they go first, all at once.
    for service in $(organisation_processes); do
        ! stopping=$(pid_of "$service") || kill -TERM "$stopping" 2>/dev/null || true
    done
    for service in $(organisation_processes); do
        stop_process "$service" 30 || true
    done
    stop_process app 30 || true
    stop_process site 30 || true
    stop_postgres || stop_failed=yes
    clean_sandboxes || stop_failed=yes
    [ -z "$stop_failed" ]
}

# A site that was killed leaves its servers; a site that was stopped leaves nothing to do.
clean_sandboxes() {
    on_linux && is_root && [ -n "${instance:-}" ] || return 0
    if [ -z "${java_home:-}" ]; then
        find_jdk || return 0
    fi
    [ -n "${runnable:-}" ] || runnable=$(newest_runnable)
    [ -n "$runnable" ] || return 0
    run_tool io.arcipelago.site.sandbox.SandboxCleaner --instance "$instance" --data "$data/site" >&2
}
