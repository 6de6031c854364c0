# What the launcher says, and to whom: results on standard output, progress and errors on standard error.
# shellcheck shell=sh

say() { printf '%s\n' "$*"; }

note() { printf '%s\n' "$*" >&2; }

die() {
    printf 'arcipelago: %s\n' "$*" >&2
    exit 1
}

# A string as a JSON literal; control characters do not occur in paths and names we print.
json_string() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"
}
