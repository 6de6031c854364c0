# Further organisations of an instance. Each is a directory DIR/organisations/NAME with settings and a data
# directory of its own, a port in the file "port", and an application of its own, which shares PostgreSQL, Kafka
# and the sites with the first one.
# shellcheck shell=sh

organisation_names() {
    for organisation_port_file in "$data"/organisations/*/port; do
        [ -r "$organisation_port_file" ] || continue
        basename "$(dirname "$organisation_port_file")"
    done
}

organisation_processes() { organisation_names | sed 's/^/app-/'; }

organisation_port() { sed -n 1p "$data/organisations/$1/port"; }

# Where people reach organisation $1: what its settings say, or its port on this machine.
organisation_url() {
    configured_url=$(sed -n 's/^arcipelago\.public-url *[=:] *//p' \
        "$data/organisations/$1/config/application.properties" 2>/dev/null | tail -n 1)
    printf '%s' "${configured_url:-http://localhost:$(organisation_port "$1")}"
}

# NAME=ISSUER of each, with commas between: whom the sites trust besides the first organisation.
organisation_issuers() {
    for organisation in $(organisation_names); do
        printf '%s=%s/identity\n' "$organisation" "$(organisation_url "$organisation")"
    done | paste -s -d , -
}

organisations_alive() {
    for service in $(organisation_processes); do
        alive "$service" || return 1
    done
}

# Starts those that do not run, all at once, and waits for them one after the other.
start_organisations() {
    for organisation in $(organisation_names); do
        alive "app-$organisation" || start_organisation "$organisation"
    done
    for organisation in $(organisation_names); do
        await_app "app-$organisation" "$(organisation_port "$organisation")"
    done
}

start_organisation() {
    organisation_home=$data/organisations/$1
    write_demo_providers "$organisation_home" "$(organisation_url "$1")/identity" "$1" "$1-"
    start_application "app-$1" "app-$1" "--server.port=$(organisation_port "$1")" \
        "--arcipelago.public-url=$(organisation_url "$1")" "--arcipelago.organisation.id=$1" \
        "--arcipelago.data-dir=$organisation_home" "--arcipelago.demo.projects=$1-" \
        "--arcipelago.database.shared-with=$data" "--arcipelago.database.name=arcipelago_$1" \
        --arcipelago.kafka.mode=external "--arcipelago.kafka.bootstrap-servers=127.0.0.1:$((port + 3))" \
        "$(settings_in "$organisation_home/config")"
}

organisation_command() {
    case ${1:-list} in
        add)
            case $# in 2 | 3) ;; *) set -- ;; esac
            [ $# -gt 0 ] || die "organisation add needs a name, for example:" \
                "./arcipelago organisation add isles \"Cloud of the Isles\""
            add_organisation "$2" "${3:-$2}"
            ;;
        list)
            [ $# -le 1 ] || die "organisation list takes nothing more"
            list_organisations
            ;;
        remove)
            [ $# -eq 2 ] || die "organisation remove needs a name; ./arcipelago organisation list tells them"
            remove_organisation "$2"
            ;;
        *) die "organisation does not know '$1'; use add NAME [TITLE], list or remove NAME" ;;
    esac
}

require_organisation_name() {
    case $1 in
        arcipelago) die "arcipelago is the first organisation's name; choose another one" ;;
        *[!a-z0-9_]* | [!a-z]* | '' | ????????????????????????????????*)
            die "'$1' is no name for an organisation: it begins with a lower-case letter and goes on with at" \
                "most 30 of a-z, 0-9 and _"
            ;;
    esac
}

add_organisation() {
    require_organisation_name "$1"
    organisation_home=$data/organisations/$1
    [ ! -e "$organisation_home/port" ] || die "There is an organisation $1 already, in $organisation_home"
    case $2 in
        *[[:cntrl:]]* | '') die "An organisation's title is text on one line" ;;
    esac
    chosen_port=$(free_organisation_port) || die "No port is free between $((port + 10)) and 65000"
    (umask 077 && mkdir -p "$organisation_home/config") || die "$organisation_home cannot be made"
    {
        printf '# The settings of organisation %s. They come before those of the launcher.\n' "$1"
        printf 'arcipelago.organisation.name=%s\n' "$(printf '%s' "$2" | sed 's/\\/\\\\/g')"
        printf '%s\n' '# Its colour and picture:' '#arcipelago.organisation.colour=#7a1f5c' \
            '#arcipelago.organisation.logo=/path/to/logo.svg' \
            '# none: the first administrator comes with the first start; demo: the demonstration'"'"'s people.' \
            'arcipelago.identity.seed=none'
    } >"$organisation_home/config/application.properties"
    printf '%s\n' "$chosen_port" >"$organisation_home/port"
    say "Organisation $1 is there: settings in $organisation_home/config, port $chosen_port."
    if alive app; then
        say "Start it with: ./arcipelago stop --data '$data', then ./arcipelago up --data '$data'"
    else
        say "Start it with: ./arcipelago up --data '$data'"
    fi
    say "Then sign in at http://localhost:$chosen_port as in $organisation_home/first-administrator"
}

# The first port from BASE+10 on, in steps of ten, that nobody listens on and no organisation has.
free_organisation_port() {
    candidate_port=$((port + 10))
    while [ "$candidate_port" -lt 65000 ]; do
        if [ -z "$(listener_of "$candidate_port")" ] && ! grep -qsx "$candidate_port" "$data"/organisations/*/port; then
            printf '%s' "$candidate_port"
            return 0
        fi
        candidate_port=$((candidate_port + 10))
    done
    return 1
}

list_organisations() {
    printf '%-31s %-6s %-8s %s\n' NAME PORT STATE URL
    organisation_state=stopped
    ! alive app || organisation_state=running
    printf '%-31s %-6s %-8s %s\n' arcipelago "$port" "$organisation_state" "$(public_url)"
    for organisation in $(organisation_names); do
        organisation_state=stopped
        ! alive "app-$organisation" || organisation_state=running
        printf '%-31s %-6s %-8s %s\n' "$organisation" "$(organisation_port "$organisation")" \
            "$organisation_state" "$(organisation_url "$organisation")"
    done
}

# Takes it out of the instance; its directory and its database stay, so that it can come back.
remove_organisation() {
    require_organisation_name "$1"
    organisation_home=$data/organisations/$1
    [ -e "$organisation_home/port" ] || die "There is no organisation $1; ./arcipelago organisation list tells them"
    ! alive "app-$1" || die "Organisation $1 is running: run ./arcipelago stop --data '$data' first"
    mv "$organisation_home/port" "$organisation_home/port.removed"
    say "Organisation $1 will not be started any more. Its settings are in $organisation_home and its data in the"
    say "database arcipelago_$1; to bring it back, rename port.removed to port there."
}
