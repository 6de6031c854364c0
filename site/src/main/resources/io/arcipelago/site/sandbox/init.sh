#!/bin/sh
# The server's first process: prepares the first boot, starts sshd, reaps orphans, powers off on
# SIGTERM. It prints what cloud-init prints, where clients read it from.
here=/run/arcipelago
state=/var/lib/arcipelago
began=$(date +%s)
umask 022
mkdir -p "$state" /run/sshd
chmod 700 "$state"
cp "$here/hostname" /etc/hostname
cp "$here/hosts" /etc/hosts
cp "$here/resolv.conf" /etc/resolv.conf
name=$(hostname)
echo "arcipelago: $name boots from a sandbox tree, kernel $(uname -r)"

power_off() {
    trap '' TERM
    echo "arcipelago: powering off"
    kill -TERM -1
    tries=0
    set -- /proc/[0-9]*
    while [ $# -gt 1 ] && [ $tries -lt 30 ]; do
        sleep 0.1 &
        wait $!
        tries=$((tries + 1))
        set -- /proc/[0-9]*
    done
    umount -a -t ext4,ext3,ext2,xfs,btrfs 2>/dev/null
    echo "arcipelago: power down"
    exit 0
}
trap power_off TERM

if [ ! -e "$state/host-keys" ]; then
    rm -f /etc/ssh/ssh_host_*
    for type in ecdsa ed25519; do
        ssh-keygen -q -N '' -t $type -C "root@$name" -f "/etc/ssh/ssh_host_${type}_key" &
        eval "pid_$type=$!"
    done
    wait "$pid_ecdsa" && wait "$pid_ed25519" && touch "$state/host-keys"
fi
if [ ! -e "$state/configured" ]; then
    sh "$here/configure.sh" </dev/null
    touch "$state/configured"
fi
/usr/sbin/sshd </dev/null
echo "-----BEGIN SSH HOST KEY FINGERPRINTS-----"
for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -l -f "$key"; done
echo "-----END SSH HOST KEY FINGERPRINTS-----"
echo "-----BEGIN SSH HOST KEY KEYS-----"
cat /etc/ssh/ssh_host_*_key.pub
echo "-----END SSH HOST KEY KEYS-----"

(
    trap - TERM
    for script in /etc/rc2.d/S*; do
        case $script in
            *ssh | '/etc/rc2.d/S*') ;;
            *) "$script" start ;;
        esac
    done
    # Marked before it runs: user data runs at most once in a server's life.
    if [ ! -e "$state/finished" ]; then
        touch "$state/finished"
        sh "$here/finish.sh"
        mkdir -p /var/lib/cloud/instance
        touch /var/lib/cloud/instance/boot-finished
    fi
    echo "Cloud-init (arcipelago sandbox) finished at $(date -uR). Datasource DataSourceSandbox." \
        "Up $(($(date +%s) - began)) seconds"
    echo
    echo "$name login:"
) </dev/null &

# wait reaps every orphan; the sleeper only keeps it from returning.
while :; do
    sleep infinity &
    wait $!
done
