#!/bin/sh
# What Maven runs for this module, in its folder: ui.sh build|test|browser [true to skip, else false]...
set -eu

task=$1
shift

for skip in "$@"; do
  if [ "$skip" = true ]; then
    echo "Dashboard: $task skipped on request."
    exit 0
  fi
done

fail() {
  echo "Dashboard: $1 Install Node.js 20.19 or newer with npm, or build without the dashboard: -DskipUi" >&2
  exit 1
}

command -v node >/dev/null 2>&1 || fail "node was not found."
command -v npm >/dev/null 2>&1 || fail "npm was not found."
node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1);
' || fail "Node.js $(node --version) is too old."

exec node build/ui.mjs "$task"
