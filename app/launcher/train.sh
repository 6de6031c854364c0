#!/bin/sh
# Makes the start-up cache of one build: train.sh RUNNABLE WORK-DIRECTORY BASE-PORT JAVA JVM-OPTION...
# Starts the application until it would be ready, in a data directory and on ports of its own; the
# JVM writes the cache when it ends. Whatever happens, the work directory is gone afterwards.
set -eu

runnable=$1
work=$2
port=$3
shift 3

java=
finish() {
    trap '' INT TERM HUP
    [ -z "$java" ] || kill -TERM "$java" 2>/dev/null || true
    [ -z "$java" ] || wait "$java" 2>/dev/null || true
    rm -rf "$work"
    exit "$1"
}
trap 'finish 143' INT TERM HUP

rm -rf "$work"
(umask 077 && mkdir -p "$work/data")
"$@" "-XX:AOTCacheOutput=$work/start-up.aot" -Dspring.context.exit=onRefresh \
    -cp "$runnable/arcipelago.jar" io.arcipelago.app.ArcipelagoApplication \
    "--server.port=$port" "--arcipelago.public-url=http://localhost:$port" \
    --arcipelago.instance-id=training "--arcipelago.data-dir=$work/data" \
    "--arcipelago.database.port=$((port + 2))" "--arcipelago.kafka.port=$((port + 3))" \
    "--arcipelago.kafka.controller-port=$((port + 4))" \
    "--arcipelago.demo.site-url=http://localhost:$((port + 1))" \
    "--spring.config.additional-location=file:$(dirname "$0")/local.properties" &
java=$!
status=0
wait "$java" || status=$?
java=
if [ "$status" -eq 0 ] && [ -s "$work/start-up.aot" ] && [ -d "$runnable" ]; then
    mv "$work/start-up.aot" "$runnable/start-up.aot"
else
    echo "The training run ended with status $status; later starts do without the cache."
    touch "$runnable/start-up.failed" 2>/dev/null || true
fi
finish "$status"
