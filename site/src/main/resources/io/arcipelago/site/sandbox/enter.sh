#!/bin/sh
# Joins a server's control groups and network namespace, then starts boot.sh as the first process
# of new namespaces. The groups come first: memory charged before joining would stay outside.
# Arguments: network namespace, control group files (colon-separated), boot.sh and its arguments
netns=$1
groups=$2
shift 2
IFS=:
for group in $groups; do
    echo $$ >"$group" || echo "arcipelago: no limit from $group"
done
unset IFS
exec nsenter --net="/run/netns/$netns" \
    unshare --mount --pid --uts --ipc --cgroup --fork --kill-child -- /bin/sh "$@"
