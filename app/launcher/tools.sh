# Finds what is needed to build and run: JDK, Maven, Node.
# shellcheck shell=sh

least_jdk=25

# The feature version of the JDK in directory $1; fails if there is no JDK.
jdk_version() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release"
}

is_recent_jdk() {
    found_version=$(jdk_version "$1") || return 1
    [ "${found_version:-0}" -ge "$least_jdk" ]
}

# The home of the javac on the path, behind its symbolic links.
javac_home() {
    found_javac=$(command -v javac 2>/dev/null) || return 0
    found_javac=$(readlink -f "$found_javac" 2>/dev/null) || return 0
    dirname "$(dirname "$found_javac")"
}

# Sets java_home to the first JDK that is recent enough, even where the default one is older.
find_jdk() {
    if [ -n "${ARCIPELAGO_JAVA_HOME:-}" ] && ! is_recent_jdk "$ARCIPELAGO_JAVA_HOME"; then
        die "ARCIPELAGO_JAVA_HOME=$ARCIPELAGO_JAVA_HOME is not a JDK $least_jdk or later."
    fi
    for candidate in "${ARCIPELAGO_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(javac_home)" \
        /usr/lib/jvm/* /usr/java/* /opt/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$candidate" ] && is_recent_jdk "$candidate"; then
            java_home=$candidate
            return 0
        fi
    done
    return 1
}

require_jdk() {
    find_jdk || die "No JDK $least_jdk or later found (looked at ARCIPELAGO_JAVA_HOME, JAVA_HOME, the path," \
        "/usr/lib/jvm, /usr/java, /opt, ~/.sdkman and ~/.jdks): install one, or set ARCIPELAGO_JAVA_HOME."
    JAVA_HOME=$java_home
    export JAVA_HOME
}

# True if dotted version $1 is at least $2, compared number by number.
at_least() {
    printf '%s %s\n' "$1" "$2" | awk '{
        n = split($1, have, "."); m = split($2, want, ".")
        for (i = 1; i <= (n > m ? n : m); i++) {
            if (have[i] + 0 > want[i] + 0) exit 0
            if (have[i] + 0 < want[i] + 0) exit 1
        }
        exit 0
    }'
}

maven_version() {
    mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

require_maven() {
    command -v mvn >/dev/null 2>&1 || die "Maven is missing: install Maven 3.8.7 or later (Debian: apt-get install maven)."
    # Maven's own libraries use what JDK 25 warns about; nothing in this tree can change that.
    MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    export MAVEN_OPTS
    found_maven=$(maven_version)
    at_least "${found_maven:-0}" 3.8.7 \
        || die "Maven ${found_maven:-of unknown version} ($(command -v mvn)) is too old: install Maven 3.8.7 or later."
}

# The version of the node on the path; nothing if there is none.
node_version() { node --version 2>/dev/null | sed 's/^v//'; }

# The dashboard's build tool runs on Node 20.19 and later of line 20, and 22.12 and later.
node_is_recent() {
    found_node=$(node_version)
    case $found_node in
        '' | 21.*) return 1 ;;
        20.*) at_least "$found_node" 20.19 ;;
        *) at_least "$found_node" 22.12 ;;
    esac
}

cache_directory() { printf '%s' "${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/arcipelago"; }

# Puts a recent Node first on the path: the system's, or the one that npm offers as a package.
# Fails, with the reason in node_problem, if neither can be had.
provide_node() {
    if ! command -v npm >/dev/null 2>&1; then
        node_problem="npm is missing"
        return 1
    fi
    node_is_recent && return 0
    node_cache=$(cache_directory)/node
    if [ ! -x "$node_cache/node_modules/node/bin/node" ]; then
        note "Node ${found_node:-(none)} is too old for the dashboard; fetching Node 22 from npm into $node_cache ..."
        mkdir -p "$node_cache"
        if ! npm install --prefix "$node_cache" --no-fund --no-audit --loglevel=error node@22 \
            >"$node_cache/install.log" 2>&1; then
            node_problem="Node ${found_node:-(none)} is too old and npm could not fetch Node 22 (see $node_cache/install.log)"
            return 1
        fi
    fi
    PATH=$node_cache/node_modules/node/bin:$PATH
    node_is_recent || {
        node_problem="the Node in $node_cache does not run on this machine"
        return 1
    }
}

project_version() {
    sed -n '/<artifactId>arcipelago<\/artifactId>/,/<\/version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$root/pom.xml" | head -n 1
}

show_version() {
    revision=$(git -C "$root" describe --always --dirty 2>/dev/null) || revision=
    say "arcipelago $(project_version)${revision:+ ($revision)}"
}
