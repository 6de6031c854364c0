# Builds the runnable when its sources have changed, and trains the JVM's start-up cache.
# shellcheck shell=sh

# Every file that a build reads. It asks the file system and not git, so that it works in an unpacked
# archive and sees uncommitted changes.
source_files() {
    (
        cd "$root" || exit 1
        find . \( -name target -o -name node_modules -o -name generated -o -path './.*' -o -path './docs' \
            -o -path './app/launcher' \) -prune -o -type f ! -name '*.md' ! -name arcipelago -print | LC_ALL=C sort
    )
}

# One number over names and contents of everything that goes into the runnable.
source_fingerprint() {
    (
        cd "$root" || exit 1
        source_files | grep -v -e '/src/test/' -e '^\./tests/' -e '^\./benchmarks/' | tr '\n' '\0' | xargs -0 cksum
        printf '%s %s\n' "$java_home" "$1"
    ) | cksum | tr -d ' '
}

# Maven compiles what has changed but keeps the results of files that are gone, as after an upgrade:
# an old migration beside its successor stops the application. So a file that has gone since the last
# build costs a complete one.
remove_stale_outputs() {
    sources=$root/app/target/sources.list
    mkdir -p "$root/app/target"
    source_files >"$sources.new"
    if [ -e "$sources" ] && [ -n "$(LC_ALL=C comm -23 "$sources" "$sources.new")" ]; then
        note "Source files have gone since the last build: building everything anew."
        for stale in classes test-classes generated-sources maven-status; do
            rm -rf "$root"/*/target/"$stale"
        done
    fi
    mv "$sources.new" "$sources"
}

# Runs a command in the background and waits, so that an interrupt is answered at once and not
# after the command's end. Its process is in child; on_interrupt ends it.
child=
run_child() {
    "$@" &
    child=$!
    child_status=0
    wait "$child" || child_status=$?
    child=
    return "$child_status"
}

run_maven() { (cd "$root" && exec mvn "$@" </dev/null); }

# Follows a build log and prints the module that is being built.
report_progress() {
    reported=0
    while kill -0 "$1" 2>/dev/null; do
        sleep 1
        building=$(sed -n 's/.*Building \(Arcipelago [^ ]*\) .*\[\([0-9]*\/[0-9]*\)\].*/  [\2] \1/p' "$2" | tail -n "+$((reported + 1))")
        [ -n "$building" ] || continue
        note "$building"
        reported=$((reported + $(printf '%s\n' "$building" | wc -l)))
    done
}

# Sets runnable to the directory of the extracted application, building it first if need be. One that
# ARCIPELAGO_RUNNABLE names is taken as it is.
ensure_built() {
    require_jdk
    if [ -n "${ARCIPELAGO_RUNNABLE:-}" ]; then
        [ -e "$ARCIPELAGO_RUNNABLE/arcipelago.jar" ] \
            || die "ARCIPELAGO_RUNNABLE=$ARCIPELAGO_RUNNABLE holds no arcipelago.jar; unset it to build this tree."
        runnable=$ARCIPELAGO_RUNNABLE
        return 0
    fi
    dashboard=built
    node_problem=
    provide_node || dashboard=skipped
    runnable=$root/app/target/run-$(source_fingerprint "$dashboard")
    if [ ! -e "$runnable/arcipelago.jar" ]; then
        require_maven
        hold_lock "$root/app/target/build.lock" "another build of this tree"
        [ -e "$runnable/arcipelago.jar" ] || build_runnable
        release_lock
    fi
    if [ "$dashboard" = skipped ]; then
        note "The dashboard is left out: $node_problem. Everything else works."
    fi
}

build_runnable() {
    build_log=$root/app/target/build.log
    note "Building with JDK $(jdk_version "$java_home") at $java_home (the first time downloads libraries) ..."
    set -- -B -P '!gates' -pl app -am -DskipTests
    [ "$dashboard" = built ] || set -- "$@" -DskipUi
    remove_stale_outputs
    run_maven "$@" package >"$build_log" 2>&1 &
    child=$!
    report_progress "$child" "$build_log"
    build_status=0
    wait "$child" || build_status=$?
    child=
    if [ "$build_status" -ne 0 ]; then
        grep -F '[ERROR]' "$build_log" | head -n 15 >&2 || tail -n 15 "$build_log" >&2
        die "The build failed; the whole log is $build_log"
    fi
    # Class loading from the extracted layout is twice as fast as from the one big jar.
    rm -rf "$runnable.new"
    "$java_home/bin/java" -Djarmode=tools -jar "$root/app/target/arcipelago-app-$(project_version)-exec.jar" \
        extract --destination "$runnable.new" --application-filename arcipelago.jar >>"$build_log" 2>&1 \
        || die "The application could not be extracted; see $build_log"
    remove_old_runnables
    mv "$runnable.new" "$runnable"
    note "Built."
}

# Earlier builds go, except those that a process still runs from.
remove_old_runnables() {
    for old in "$root"/app/target/run-*; do
        case $old in "$runnable.new") continue ;; esac
        [ -d "$old" ] || continue
        # shellcheck disable=SC2009 # pgrep has no way to search for a fixed string
        if ! ps -eo args | grep -F "$old/" | grep -qvF 'grep -F'; then
            rm -rf "$old"
        fi
    done
}

# Options of the application's JVM. The start-up cache is only good for the collector and sizes it was
# made with.
jvm_options() {
    printf '%s\n' -XX:+UseSerialGC -Xms64m -Xmx640m -Xss512k \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
}

# The other programs in the same jars: site, client, probes.
run_tool() {
    tool_class=$1
    shift
    "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -Xshare:auto \
        -cp "$runnable/arcipelago.jar" "$tool_class" "$@"
}

# Makes the start-up cache in the background, once per build, at the lowest priority. The training
# run is an application of its own with ports, data and database of its own.
train_in_background() {
    # A runnable that was given to us is not ours to write to.
    [ -z "${ARCIPELAGO_RUNNABLE:-}" ] || return 0
    [ ! -e "$runnable/start-up.aot" ] && [ ! -e "$runnable/start-up.failed" ] || return 0
    ! alive training || return 0
    training_ports=$(free_base_port) || return 0
    # With the first compiler alone: a cache that holds profiles has the second one compile thousands
    # of methods during the start, which then costs 7 CPU seconds instead of 4.
    # shellcheck disable=SC2046 # one word per option
    start_process training "$data/logs/training.log" \
        nice -n 19 sh "$root/app/launcher/train.sh" "$runnable" "$data/training" "$training_ports" \
        "$java_home/bin/java" $(jvm_options) -XX:TieredStopAtLevel=1
}

build_command() {
    provide build
    trap 'on_interrupt' INT TERM HUP
    ensure_built
    say "Built in $runnable"
}

# Becomes the command-line client. It talks to this machine's instance unless told otherwise.
client_command() {
    locate_instance
    # A client call does not rebuild what runs: the newest build will do.
    require_jdk
    runnable=$(newest_runnable)
    if [ -z "$runnable" ]; then
        provide build
        ensure_built
    fi
    if [ -z "${ARCIPELAGO_URL:-}" ]; then
        ARCIPELAGO_URL=http://localhost:$port
        export ARCIPELAGO_URL
    fi
    exec "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
        -cp "$runnable/arcipelago.jar" io.arcipelago.cli.Main "$@"
}

newest_runnable() {
    if [ -n "${ARCIPELAGO_RUNNABLE:-}" ]; then
        printf '%s' "$ARCIPELAGO_RUNNABLE"
        return 0
    fi
    # shellcheck disable=SC2012 # our own names, and only ls sorts by time everywhere
    newest=$(ls -dt "$root"/app/target/run-*/arcipelago.jar 2>/dev/null | head -n 1)
    [ -z "$newest" ] || dirname "$newest"
}
