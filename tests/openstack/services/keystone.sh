# Keystone under uWSGI, with SQLite. Debian: python3-keystone uwsgi-core uwsgi-plugin-python3.
# shellcheck shell=sh disable=SC2154 # home, region and python come from openstack.sh

keystone_url() { printf 'http://127.0.0.1:%s' "$(port_of 0)"; }

keystone_manage() { keystone-manage --config-file "$home/etc/keystone.conf" "$@"; }

keystone_prepare() {
    for keys in fernet-keys credential-keys; do
        (umask 077 && mkdir -p "$home/etc/$keys")
        for key in 0 1; do
            (umask 077 && openssl rand -base64 32 | tr '+/' '-_' | tr -d '\n' >"$home/etc/$keys/$key")
        done
    done
    cat >"$home/etc/keystone.conf" <<CONF
[DEFAULT]
log_file = $home/log/keystone.log
[database]
connection = sqlite:///$home/keystone.sqlite
[fernet_tokens]
key_repository = $home/etc/fernet-keys
[fernet_receipts]
key_repository = $home/etc/fernet-keys
[credential]
key_repository = $home/etc/credential-keys
[identity]
# Cheap: these passwords protect nothing.
password_hash_rounds = 4
[auth]
methods = password,token,openid,application_credential
[openid]
remote_id_attribute = HTTP_OIDC_ISS
[oslo_middleware]
enable_proxy_headers_parsing = true
CONF
    {
        keystone_manage db_sync
        # Readers must not keep writers waiting: Keystone has several connections in one request.
        "$python" -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma journal_mode = wal")' \
            "$home/keystone.sqlite"
        OS_BOOTSTRAP_PASSWORD=$(cat "$(secret admin-password)") keystone_manage bootstrap \
            --bootstrap-region-id "$region" --bootstrap-public-url "$(auth_url)"
    } >"$home/log/keystone-prepare.out" 2>&1
}

keystone_start() {
    # uWSGI ends each connection without saying so: the header says it, or clients use a dead one again.
    # A request that is not read to its end would break the connection: post-buffering reads it.
    cat >"$home/etc/keystone.ini" <<CONF
[uwsgi]
plugins = python3
http-socket = 127.0.0.1:$(port_of 0)
wsgi-file = /usr/bin/keystone-wsgi-public
env = OS_KEYSTONE_CONFIG_DIR=$home/etc
env = OS_KEYSTONE_CONFIG_FILES=keystone.conf
processes = 1
threads = 4
enable-threads = true
lazy-apps = true
die-on-term = true
buffer-size = 65535
post-buffering = 65536
add-header = Connection: close
disable-logging = true
need-app = true
CONF
    spawn keystone uwsgi_python3 --ini "$home/etc/keystone.ini"
}
