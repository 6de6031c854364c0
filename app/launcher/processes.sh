# Processes that outlive the launcher: each has a file "PID START-TIME", because a number alone may
# belong to someone else by now.
# shellcheck shell=sh

# When process $1 started, in the system's own unit; nothing if it is gone or only a remainder.
start_time() {
    if [ -d /proc/self ]; then
        # The second field is the program's name in parentheses and may hold anything.
        sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" && $1 != "X" {print $20}'
    else
        ps -o stat= -o lstart= -p "$1" 2>/dev/null | awk '$1 !~ /^Z/ {$1 = ""; print $2, $3, $4, $5, $6}'
    fi
}

# Prints the process id of service $1 if it is alive and the very process that we started.
pid_of() {
    [ -r "$run/$1.pid" ] || return 1
    read -r recorded_pid recorded_start <"$run/$1.pid" || return 1
    [ -n "$recorded_start" ] && [ "$(start_time "$recorded_pid")" = "$recorded_start" ] || return 1
    printf '%s' "$recorded_pid"
}

alive() { pid_of "$1" >/dev/null; }

# start_process NAME OUTPUT COMMAND...: starts COMMAND detached from the terminal, in a session of
# its own where the system has setsid, so that its whole family can be signalled.
start_process() {
    process_name=$1
    process_output=$2
    shift 2
    if command -v setsid >/dev/null 2>&1; then
        setsid "$@" </dev/null >"$process_output" 2>&1 &
    else
        nohup "$@" </dev/null >"$process_output" 2>&1 &
    fi
    printf '%s %s\n' "$!" "$(start_time "$!")" >"$run/$process_name.pid"
}

# Signals the process and, if it leads a session, its family.
signal_family() {
    kill "-$1" -- "-$2" 2>/dev/null || kill "-$1" "$2" 2>/dev/null || true
}

# stop_process NAME SECONDS: asks, waits, and ends it after SECONDS. Fails if it had to be forced.
stop_process() {
    stopping=$(pid_of "$1") || {
        rm -f "$run/$1.pid"
        return 0
    }
    kill -TERM "$stopping" 2>/dev/null || true
    waited=0
    while alive "$1"; do
        if [ "$waited" -ge $(($2 * 5)) ]; then
            note "The $1 process ($stopping) did not stop within $2 s: ending it by force."
            signal_family KILL "$stopping"
            rm -f "$run/$1.pid"
            return 1
        fi
        sleep 0.2
        waited=$((waited + 1))
    done
    rm -f "$run/$1.pid"
}

# The bundled PostgreSQL is a process of the platform's, with PostgreSQL's own process file. Prints the
# process id of the one of data directory $1 (default: this instance's).
postgres_pid() {
    database_home=${1:-$data}/database
    [ -r "$database_home/cluster/postmaster.pid" ] || return 1
    database_pid=$(head -n 1 "$database_home/cluster/postmaster.pid") || return 1
    ps -o args= -p "${database_pid:-0}" 2>/dev/null | grep -qF "$database_home" || return 1
    printf '%s' "$database_pid"
}

# Usually the application has stopped its database. After a crash nobody has.
stop_postgres() {
    for way in "INT 20" "QUIT 10" "KILL 5"; do
        stopping=$(postgres_pid) || return 0
        kill "-${way% *}" "$stopping" 2>/dev/null || true
        waited=0
        while [ "$waited" -lt $((${way#* } * 5)) ] && postgres_pid >/dev/null; do
            sleep 0.2
            waited=$((waited + 1))
        done
    done
    ! postgres_pid >/dev/null
}

# The training run has nothing to lose, so nobody waits for it.
stop_training() {
    if stopping=$(pid_of training); then
        signal_family KILL "$stopping"
    fi
    if stopping=$(postgres_pid "$data/training/data"); then
        kill -QUIT "$stopping" 2>/dev/null || true
        waited=0
        while [ "$waited" -lt 25 ] && postgres_pid "$data/training/data" >/dev/null; do
            sleep 0.2
            waited=$((waited + 1))
        done
    fi
    rm -rf "$run/training.pid" "$data/training"
}

# Memory that process $1 and its children hold, in MiB; shared pages count once where the system tells.
memory_of() {
    if [ -r "/proc/$1/smaps_rollup" ]; then
        for member in "$1" $(ps -o pid= --ppid "$1" 2>/dev/null); do
            sed -n 's/^Pss: *\([0-9]*\) kB/\1/p' "/proc/$member/smaps_rollup" 2>/dev/null || true
        done
    else
        ps -o rss= -p "$1" 2>/dev/null
    fi | awk '{sum += $1} END {printf "%d", sum / 1024}'
}

# hold_lock DIRECTORY WHO: one launcher at a time; a lock left by a launcher that is gone is taken over.
hold_lock() {
    mkdir -p "$(dirname "$1")"
    waited=0
    while ! mkdir "$1" 2>/dev/null; do
        holder=
        holder_start=
        [ ! -r "$1/holder" ] || read -r holder holder_start <"$1/holder" || true
        if [ -n "$holder" ] && [ "$(start_time "$holder")" != "$holder_start" ]; then
            rm -rf "$1"
            continue
        fi
        [ "$waited" -gt 0 ] || note "Waiting for $2${holder:+ (process $holder)} ..."
        [ "$waited" -lt 600 ] || die "Gave up waiting for $2; if there is none, remove $1"
        sleep 1
        waited=$((waited + 1))
    done
    printf '%s %s\n' "$$" "$(start_time "$$")" >"$1/holder"
    held_lock=$1
    trap 'release_lock' EXIT
}

held_lock=
release_lock() {
    [ -z "$held_lock" ] || rm -rf "$held_lock"
    held_lock=
}
