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
        listener=$(listener_of $((port + offset)))
        case ${listener%% *} in
            '' | "$app" | "$site" | "$database") ;;
            0) die "Port $((port + offset)) is taken by another user's program; choose other ports with --port BASE." ;;
            *) die "Port $((port + offset)) is taken by ${listener#* } (process ${listener%% *});" \
                "stop it, or choose other ports with --port BASE." ;;
        esac
    done
}
