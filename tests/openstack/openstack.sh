#!/bin/sh
# A real OpenStack for tests, made of Debian's packages, on the loopback interface.
#
#   openstack.sh up                  prepares what is missing, starts the services and waits for them
#   openstack.sh trust NAME ISSUER   makes ISSUER the identity provider NAME, with mapping.json
#   openstack.sh status              one line a service; ends with 0 if all answer
#   openstack.sh stop                stops the services; what they know stays
#   openstack.sh destroy             stops them and removes everything
#
# Environment:
#   OPENSTACK_HOME       directory for everything that belongs to this cloud (required)
#   OPENSTACK_PORT       first of ten ports of this cloud's services (default 25000)
#   OPENSTACK_URL        where clients reach Keystone, ending in /v3 (default: Keystone itself)
#   OPENSTACK_SERVICES   which services, of the files in services/ (default keystone)
#
# Any user may run it: no service of the machine, no account and no file outside OPENSTACK_HOME is
# touched. README.md says how a service is added.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
home=${OPENSTACK_HOME:?names the directory for this cloud}
base=${OPENSTACK_PORT:-25000}
services=${OPENSTACK_SERVICES:-keystone}
region=RegionOne
# Debian's packages are for Debian's interpreter, whatever comes first on the path.
python=/usr/bin/python3

case $home in
    /*) ;;
    *) home=$PWD/$home ;;
esac

die() {
    printf 'openstack.sh: %s\n' "$*" >&2
    exit 1
}

# port_of NUMBER: where a service listens.
port_of() { printf '%s' $((base + $1)); }

auth_url() { printf '%s' "${OPENSTACK_URL:-$(url_of keystone)/v3}"; }

# A process is known by its id and its start time, so that a recycled id is never taken for ours.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

alive() {
    read -r pid started 2>/dev/null <"$home/run/$1.pid" || return 1
    [ -n "${started:-}" ] && [ "$(start_time "$pid")" = "$started" ]
}

# spawn NAME COMMAND...: starts a service that goes on by itself.
spawn() {
    name=$1
    shift
    alive "$name" && return 0
    (
        cd "$home"
        unset PYTHONPATH PYTHONHOME PYTHONSTARTUP http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
        exec setsid "$@" >>"$home/log/$name.out" 2>&1 </dev/null
    ) &
    printf '%s %s\n' $! "$(start_time $!)" >"$home/run/$name.pid"
}

halt() {
    alive "$1" || return 0
    kill -TERM "$pid" 2>/dev/null || true
    tries=100
    while alive "$1"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || kill -KILL "$pid" 2>/dev/null || true
        sleep 0.1
    done
    rm -f "$home/run/$1.pid"
}

answers() { curl --silent --output /dev/null --noproxy '*' --max-time 5 "$(url_of "$1")/"; }

await() {
    tries=300
    until answers "$1"; do
        alive "$1" || die "$1 ended: $(tail -n 5 "$home/log/$1.out" 2>/dev/null)"
        tries=$((tries - 1))
        [ $tries -gt 0 ] || die "$1 does not answer at $(url_of "$1"); see $home/log"
        sleep 0.2
    done
}

# secret NAME: the file with a secret of this cloud, made when it is first asked for.
secret() {
    if [ ! -s "$home/etc/$1" ]; then
        (umask 077 && openssl rand -hex 16 >"$home/etc/$1")
    fi
    printf '%s' "$home/etc/$1"
}

url_of() { "$1_url"; }

up() {
    (umask 077 && mkdir -p "$home/etc" "$home/log" "$home/run")
    for service in $services; do
        [ -e "$home/etc/$service.prepared" ] || {
            "${service}_prepare" || die "$service could not be prepared; see $home/log"
            : >"$home/etc/$service.prepared"
        }
        "${service}_start"
    done
    for service in $services; do await "$service"; done
}

trust() {
    [ $# -eq 2 ] || die "trust NAME ISSUER"
    "$python" "$here/trust.py" --auth-url "$(url_of keystone)/v3" \
        --password-file "$(secret admin-password)" --name "$1" --issuer "$2" --mapping "$here/mapping.json"
}

status() {
    missing=0
    for service in $services; do
        if alive "$service" && answers "$service"; then
            printf '%-10s running  %s\n' "$service" "$(url_of "$service")"
        else
            printf '%-10s stopped\n' "$service"
            missing=1
        fi
    done
    return $missing
}

stop() { for service in $services; do halt "$service"; done; }

for service in $services; do
    [ -e "$here/services/$service.sh" ] || die "there is no services/$service.sh"
    # shellcheck source=tests/openstack/services/keystone.sh
    . "$here/services/$service.sh"
done

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
    up) up ;;
    trust) trust "$@" ;;
    status) status ;;
    stop) stop ;;
    destroy)
        stop
        rm -rf "$home"
        ;;
    *)
        sed -n '2,/^set -eu/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2
        exit 2
        ;;
esac
