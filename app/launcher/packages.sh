# Installs what is missing from Debian's packages, where that is ours to do: as root, with apt.
# shellcheck shell=sh

is_root() { [ "$(id -u)" -eq 0 ]; }

on_linux() { [ "$(uname -s)" = Linux ]; }

may_install() { is_root && command -v apt-get >/dev/null 2>&1 && [ "${ARCIPELAGO_APT:-yes}" != no ]; }

missing_packages=

# need PACKAGE COMMAND PURPOSE: remembers PACKAGE if COMMAND is not there.
need() {
    command -v "$2" >/dev/null 2>&1 && return 0
    missing_packages="$missing_packages $1"
    note "Missing: $2 ($3); it is in the Debian package $1."
}

need_for_build() {
    need maven mvn "builds the services"
    if ! command -v node >/dev/null 2>&1; then
        need nodejs node "builds the dashboard"
    fi
    need npm npm "builds the dashboard"
    if ! find_jdk && apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
        need openjdk-25-jdk-headless javac-25 "compiles and runs the services"
    fi
}

need_for_site() {
    on_linux || return 0
    need iproute2 ip "networks of the sites' servers"
    need nftables nft "firewalls and addresses of the sites' servers"
    need util-linux unshare "isolation of the sites' servers"
    need mmdebstrap mmdebstrap "file system of the sites' servers"
    need openssh-client ssh "access to the sites' servers"
    need ansible-core ansible-playbook "configures the sites' servers"
}

need_for_tests() {
    need chromium chromium "browser tests"
    need shellcheck shellcheck "checks this launcher"
    need apache2-bin apache2 "tests sign-in behind a proxy"
    [ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] \
        || need libapache2-mod-auth-openidc mod_auth_openidc "tests sign-in with Apache"
    need oidc-agent-cli oidc-agent "tests tokens for the command line"
    need python3-keystone keystone-wsgi-public "tests sign-in to a cloud"
    need uwsgi-plugin-python3 uwsgi_python3 "runs that cloud's Keystone"
    need python3-openstackclient openstack "tests sign-in to a cloud"
    need python3-aiosmtpd aiosmtpd "tests mail"
    need oathtool oathtool "tests one-time codes"
    need curl curl "tests refusals"
    need openssl openssl "makes the tests' certificates"
}

# Installs what need() remembered. Whoever lacks a package afterwards says so where it is used.
install_missing_packages() {
    [ -n "$missing_packages" ] || return 0
    package_log=$(cache_directory)/packages.log
    mkdir -p "$(cache_directory)"
    note "Installing with apt-get:$missing_packages (log: $package_log) ..."
    # shellcheck disable=SC2086 # one word per package
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing_packages; } </dev/null >"$package_log" 2>&1; then
        note "apt-get could not install them:"
        tail -n 3 "$package_log" >&2
    fi
    missing_packages=
}

# provide PURPOSE...: installs the packages for build, site or tests if this user may.
provide() {
    may_install || return 0
    for purpose in "$@"; do
        "need_for_$purpose"
    done
    install_missing_packages
}
