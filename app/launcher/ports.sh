# Who listens where.
# shellcheck shell=sh

# The listener on TCP port $1 as "PID NAME", "0 unknown" if it may not be seen, nothing if the port is free.
listener_of() {
    if command -v ss >/dev/null 2>&1; then
        ss -ltnpH "sport = :$1" 2>/dev/null | awk '
            {
                found = 1
                if (match($0, /\(\("[^"]*",pid=[0-9]+/)) {
                    split(substr($0, RSTART + 3, RLENGTH - 3), part, "\",pid=")
                    print part[2], part[1]; shown = 1; exit
                }
            }
            END {if (found && !shown) print "0 unknown"}'
    elif command -v lsof >/dev/null 2>&1; then
        lsof -nP -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | awk 'NR == 2 {print $2, $1}'
    elif [ -r /proc/net/tcp ]; then
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$(printf '%04X' "$1")" '
            $4 == "0A" && $2 ~ ":" port "$" {print "0 unknown"; exit}'
    fi
}

# The first of five free ports for a run that nobody calls.
free_base_port() {
    candidate_port=$((port + 1000))
    while [ "$candidate_port" -lt 65000 ]; do
        taken=
        for offset in 0 1 2 3 4; do
            [ -z "$(listener_of $((candidate_port + offset)))" ] || taken=yes
        done
        if [ -z "$taken" ]; then
            printf '%s' "$candidate_port"
            return 0
        fi
        candidate_port=$((candidate_port + 10))
    done
    return 1
}

# Stops before anything is started if another program has one of our ports.
require_free_ports() {
    database=$(postgres_pid) || database=none
    site=$(pid_of site) || site=none
    app=$(pid_of app) || app=none
    for offset in 0 1 2 3 4; do
        require_free_port $((port + offset)) "choose other ports with --port BASE" "$app" "$site" "$database"
    done
    for organisation in $(organisation_names); do
        app=$(pid_of "app-$organisation") || app=none
        require_free_port "$(organisation_port "$organisation")" \
            "write another one into $data/organisations/$organisation/port" "$app"
    done
}

# require_free_port PORT REMEDY PID...: only these processes may have it.
require_free_port() {
    wanted_port=$1
    port_remedy=$2
    shift 2
    listener=$(listener_of "$wanted_port")
    [ -n "$listener" ] || return 0
    for expected_pid in "$@"; do
        [ "${listener%% *}" != "$expected_pid" ] || return 0
    done
    case ${listener%% *} in
        0) die "Port $wanted_port is taken by another user's program; $port_remedy." ;;
        *) die "Port $wanted_port is taken by ${listener#* } (process ${listener%% *}); stop it, or $port_remedy." ;;
    esac
}
