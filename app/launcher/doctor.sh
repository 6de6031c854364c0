# What this machine has and lacks, with a remedy for each lack.
# shellcheck shell=sh

blocked=

fine() { printf '  ok       %-22s %s\n' "$1" "$2"; }

# Something without which a part is left out or simulated.
lacking() { printf '  missing  %-22s %s\n' "$1" "$2"; }

# Something without which nothing starts.
blocking() {
    lacking "$@"
    blocked=yes
}

check_tool() {
    if command -v "$1" >/dev/null 2>&1; then
        fine "$2" "$(command -v "$1")"
    else
        lacking "$2" "$3"
    fi
}

check_build_tools() {
    if find_jdk; then
        fine JDK "$(jdk_version "$java_home") at $java_home"
    else
        blocking JDK "install a JDK $least_jdk or later, or set ARCIPELAGO_JAVA_HOME"
    fi
    found_maven=$(maven_version)
    if [ -z "$found_maven" ]; then
        blocking Maven "install it (Debian: apt-get install maven)"
    elif at_least "$found_maven" 3.8.7; then
        fine Maven "$found_maven"
    else
        blocking Maven "$found_maven is too old: install 3.8.7 or later"
    fi
    if ! command -v npm >/dev/null 2>&1; then
        lacking Node "without Node and npm the dashboard is left out (Debian: apt-get install nodejs npm)"
    elif node_is_recent; then
        fine Node "$(node_version)"
    else
        lacking Node "$(node_version) is too old for the dashboard; the build fetches Node 22 from npm"
    fi
}

check_site_tools() {
    check_tool ansible-playbook Ansible "apt-get install ansible-core; without it only simulated servers work"
    if ! on_linux; then
        lacking sandboxes "sandboxes need Linux: the sites' servers are simulated"
        return
    fi
    check_tool ip iproute2 "apt-get install iproute2; without it the sites' servers are simulated"
    check_tool nft nftables "apt-get install nftables; without it the sites' servers are simulated"
    check_tool mmdebstrap mmdebstrap "apt-get install mmdebstrap; without it the sites' servers are simulated"
    check_tool ssh "SSH client" "apt-get install openssh-client; without it servers are not configured"
    if ! is_root; then
        lacking sandboxes "not root: the sites' servers are simulated"
        return
    fi
    if unshare --mount --pid --net --uts --ipc --fork true 2>/dev/null; then
        fine namespaces "mount, process, network, host name, IPC"
    else
        lacking namespaces "the kernel or this container forbids them: the sites' servers are simulated"
    fi
    if grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null; then
        fine overlay "overlay file system"
    else
        lacking overlay "the kernel has no overlay file system: the sites' servers are simulated"
    fi
    if nft list tables >/dev/null 2>&1; then
        fine "firewall rules" "nft answers"
    else
        lacking "firewall rules" "nft is not allowed here: the sites' servers are simulated"
    fi
}

check_database() {
    on_linux && is_root || return 0
    if unshare -U true 2>/dev/null; then
        fine "PostgreSQL as root" "in a user namespace"
    else
        lacking "PostgreSQL as root" "user namespaces are forbidden: run as an ordinary user if it does not start"
    fi
}

check_ports() {
    if alive app || alive site; then
        fine ports "$port to $((port + 4)): this instance runs"
        return
    fi
    if port_problem=$(require_free_ports 2>&1); then
        fine ports "$port to $((port + 4)) are free"
    else
        blocking ports "${port_problem#arcipelago: }"
    fi
}

check_resources() {
    existing=$data
    while [ ! -d "$existing" ]; do
        existing=$(dirname "$existing")
    done
    free_disk=$(df -Pk "$existing" | awk 'NR == 2 {printf "%d", $4 / 1024}')
    if [ "$free_disk" -ge 2048 ]; then
        fine disk "$free_disk MiB free in $existing"
    else
        blocking disk "only $free_disk MiB free in $existing: 2048 MiB are needed; use --data DIR on another disk"
    fi
    [ -w "$existing" ] || blocking "data directory" "$existing cannot be written; use --data DIR"
    [ -r /proc/meminfo ] || return 0
    free_memory=$(awk '/^MemAvailable:/ {printf "%d", $2 / 1024}' /proc/meminfo)
    if [ "$free_memory" -ge 1536 ]; then
        fine memory "$free_memory MiB available"
    else
        blocking memory "only $free_memory MiB available: 1536 MiB are needed"
    fi
}

doctor_command() {
    [ $# -eq 0 ] || die "doctor does not know '$1'; see ./arcipelago help"
    say "Arcipelago $(project_version) on $(uname -sm), user $(id -un)"
    check_build_tools
    check_site_tools
    check_database
    check_ports
    check_resources
    if [ -n "$blocked" ]; then
        say "Something is missing without which Arcipelago does not start."
        exit 1
    fi
    say "Arcipelago can start here."
}
