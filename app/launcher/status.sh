# What runs: status and logs.
# shellcheck shell=sh

# What our own application says about itself, as JSON; nothing if it does not answer.
identity_card() {
    card=
    alive app || return 0
    [ -n "${java_home:-}" ] || require_jdk
    runnable=$(runnable_of app)
    card=$(run_tool io.arcipelago.app.InstanceProbe get "http://localhost:$port/.well-known/arcipelago" \
        "$(cat "$data/instance")" 5 2>/dev/null) || card=
}

# Field $1 of the identity card: a string, or the items of a list as words.
card_field() {
    printf '%s' "$card" | sed -n "s/.*\"$1\" *: *\(\"[^\"]*\"\|\[[^]]*\]\).*/\1/p" | tr -d '[]"' | tr ',' ' '
}

# One line per process: NAME PID PORT MEMORY-MIB STATE.
process_table() {
    for service in app site $(organisation_processes); do
        case $service in
            app) service_port=$port ;;
            site) service_port=$((port + 1)) ;;
            *) service_port=$(organisation_port "${service#app-}") ;;
        esac
        if service_pid=$(pid_of "$service"); then
            service_state=running
            [ "$service" != app ] || [ -n "$card" ] || service_state=starting
            say "$service $service_pid $service_port $(memory_of "$service_pid") $service_state"
        else
            say "$service - $service_port 0 stopped"
        fi
    done
    if service_pid=$(postgres_pid); then
        say "postgresql $service_pid $((port + 2)) $(memory_of "$service_pid") running"
    else
        say "postgresql - $((port + 2)) 0 stopped"
    fi
}

status_text() {
    identity_card
    if [ -n "$card" ]; then
        say "Arcipelago $(card_field version) is running at http://localhost:$port (data in $data)"
        say "Services: $(card_field services)"
    elif alive app; then
        say "Arcipelago is starting, or does not answer, at http://localhost:$port (data in $data)"
    else
        say "Arcipelago is not running (data in $data, port $port)"
    fi
    process_table | awk '{
        if ($2 == "-") printf "  %-13s %s\n", $1, $5
        else printf "  %-13s %-9s port %-6s process %-8s %5d MiB\n", $1, $5, $3, $2, $4
    }'
    [ -z "$(listener_of $((port + 3)))" ] || ! alive app || say "  kafka         inside app port $((port + 3))"
}

status_json() {
    identity_card
    printf '{"url":%s,"data":%s,"running":%s,"card":%s,"processes":[' \
        "$(json_string "http://localhost:$port")" "$(json_string "$data")" \
        "$([ -n "$card" ] && echo true || echo false)" "${card:-null}"
    process_table | awk '{
        printf "%s{\"name\":\"%s\",\"pid\":%s,\"port\":%s,\"memoryMiB\":%s,\"state\":\"%s\"}",
            (NR > 1 ? "," : ""), $1, ($2 == "-" ? "null" : $2), $3, $4, $5
    }'
    say "]}"
}

# Exit status 0: everything runs; 3: it does not (as of a service that is stopped).
status_command() {
    case ${1:-} in
        '') status_text ;;
        --json) status_json ;;
        *) die "status does not know '$1'; use --json or nothing" ;;
    esac
    alive app && alive site && organisations_alive && postgres_or_external || exit 3
}

postgres_or_external() { [ ! -d "$data/database" ] || postgres_pid >/dev/null; }

logs_command() {
    follow=
    files=
    for argument in "$@"; do
        case $argument in
            -f | --follow) follow=-F ;;
            app | site) files="$files $argument" ;;
            *)
                organisation_names | grep -qx "$argument" \
                    || die "logs does not know '$argument'; use app, site, an organisation's name and -f"
                files="$files app-$argument"
                ;;
        esac
    done
    set --
    for name in ${files:-app site}; do
        for file in "$data/logs/$name.out" "$data/logs/$name.log"; do
            [ ! -s "$file" ] || set -- "$@" "$file"
        done
    done
    [ $# -gt 0 ] || die "There are no logs in $data/logs; has this instance been started?"
    # shellcheck disable=SC2086 # no follow, no word
    exec tail -n 100 $follow "$@"
}
