#!/bin/sh
# Turns fresh namespaces into a server: its disk, its devices, its root. The mounts live in the
# server's mount namespace only, so they vanish with its last process.
# Arguments: base tree, server directory, host name, capabilities to drop (-sys_boot,...)
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
base=$1
dir=$2
name=$3
drop=$4

cd "$dir"
mount -t overlay overlay -o "lowerdir=$base,upperdir=upper,workdir=work" root
cd root
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
mount -t tmpfs -o mode=755,nosuid,size=4m tmpfs dev
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5,nosuid,noexec devpts dev/pts
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
ln -s /proc/1/fd/1 dev/console
while read -r device major minor; do
    mknod -m 660 "dev/$device" b "$major" "$minor"
    chgrp 6 "dev/$device"
done <"$dir/boot/devices"
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs run
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs tmp
mkdir -m 1777 run/lock
cp -r "$dir/boot" run/arcipelago
chmod 700 run/arcipelago

# Kernel settings are the machine's, not the server's.
for part in sys irq bus fs sysrq-trigger; do
    if [ -e "proc/$part" ]; then
        mount --bind "proc/$part" "proc/$part"
        mount -o remount,bind,ro "proc/$part"
    fi
done
for part in kcore kmsg keys timer_list; do
    if [ -e "proc/$part" ]; then mount --bind dev/null "proc/$part"; fi
done

hostname "$name"
pivot_root . .
umount -l .
cd /
exec setpriv --bounding-set "$drop" -- \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/root TERM=linux LANG=C.UTF-8 /run/arcipelago/init
