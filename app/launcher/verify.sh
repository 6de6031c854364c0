# Runs every test and gate.
# shellcheck shell=sh

# The reports of this run only: what an earlier run left is not a result.
remove_old_reports() {
    find "$root" -name node_modules -prune -o -type d \( -name surefire-reports -o -name failsafe-reports \) \
        -path '*/target/*' -print | tr '\n' '\0' | xargs -0 rm -rf
}

# Adds up the test suites of all modules and prints "N passed, N failed, N skipped".
total_of_reports() {
    # shellcheck disable=SC2016 # the program is awk's
    find "$root" -name node_modules -prune -o -path '*/target/*-reports/TEST-*.xml' -print \
        | tr '\n' '\0' | xargs -0 awk '
            function number(name) {
                if (!match($0, " " name "=\"[0-9]+\"")) return 0
                return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0
            }
            /<testsuite[ >]/ {
                tests += number("tests"); skipped += number("skipped")
                failed += number("failures") + number("errors")
            }
            END {printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped}
        ' /dev/null
}

# Something that a developer's machine may lack, and a checker's may not.
optional() {
    [ "${CI:-}" != true ] || die "$1"
    note "$1"
}

verify_command() {
    provide build site tests
    trap 'on_interrupt' INT TERM HUP
    require_jdk
    require_maven
    node_problem=
    # Two modules side by side: tests wait for databases and brokers more than they compute. Formatting
    # is checked first, so that a wrong line is told in seconds and not after a module's tests.
    set -- -B --fail-at-end --threads 2 "$@" spotless:check verify
    if ! provide_node; then
        optional "The dashboard is neither built nor tested: $node_problem."
        set -- -DskipUi "$@"
    elif ! command -v chromium >/dev/null 2>&1; then
        optional "The browser tests are left out: Chromium is missing (Debian: apt-get install chromium)."
    else
        set -- -Pbrowser "$@"
    fi
    if ! on_linux || ! is_root; then
        note "The tests with real servers need root on Linux; they are left out, or fail where CI=true."
    fi
    remove_old_reports
    remove_stale_outputs
    test_status=0
    run_child run_maven "$@" || test_status=$?
    total=$(total_of_reports)
    case $total in
        *" 0 failed,"*) ;;
        *) [ "$test_status" -ne 0 ] || test_status=1 ;;
    esac
    case $total in
        "0 passed, 0 failed"*)
            [ "$test_status" -ne 0 ] || test_status=1
            note "No test has run."
            ;;
    esac
    [ "$test_status" -eq 0 ] || note "The tests or gates failed."
    # The last line, also for programs that read it.
    say ""
    say "$total"
    exit "$test_status"
}
