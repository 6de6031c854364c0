# What the feeder is told of the demonstration's two sites: their file in DIR/providers.
# shellcheck shell=sh

# Keystone's id of project $2 at site $1, as the site in a box derives it from the names.
demo_project_id() {
    printf '%s\nproject\n%s' "$1" "$2" | { md5sum 2>/dev/null || md5 -q; } | cut -c1-32 \
        | awk '{
            variant = index("0123456789abcdef", substr($0, 17, 1)) - 1
            print substr($0, 1, 12) "3" substr($0, 14, 3) \
                substr("89ab", variant % 4 + 1, 1) substr($0, 18)
        }'
}

# write_demo_providers HOME ISSUER NAME PREFIX: for the organisation whose data are in HOME. NAME is the sites'
# name for its issuer, PREFIX what its projects' names begin with. Who has sites of his own writes his own files.
write_demo_providers() {
    if [ -e "$data/config/sites.yaml" ]; then
        rm -f "$1/providers/demo.config.yaml"
        return 0
    fi
    (umask 077 && mkdir -p "$1/providers") || die "$1/providers cannot be made"
    {
        cat <<YAML
# The demonstration's sites, written anew at each start. Files of your own beside it are read as well:
# docs/sites.md says what is in them.
trusted_idps:
  - issuer: $2
    group_claim: groups
    description: This installation's own identity service
    user_groups:
      - name: astro
        description: Astrophysics community
        slas:
          - {doc_uuid: '$(demo_project_id agreement "$4astro-elba")', start_date: 2026-01-01, end_date: 2036-12-31}
          - {doc_uuid: '$(demo_project_id agreement "$4astro-ischia")', start_date: 2026-01-01, end_date: 2036-12-31}
      - name: bio
        description: Life sciences community
        slas:
          - {doc_uuid: '$(demo_project_id agreement "$4bio-elba")', start_date: 2026-01-01, end_date: 2036-12-31}
          - {doc_uuid: '$(demo_project_id agreement "$4bio-ischia")', start_date: 2026-01-01, end_date: 2036-12-31}
openstack:
YAML
        demo_provider "$2" "$3" "$4" ELBA elba "{site: Portoferraio, country: Italy, latitude: 42.81, longitude: 10.32}"
        demo_provider "$2" "$3" "$4" ISCHIA ischia "{site: Ischia Porto, country: Italy, latitude: 40.74, longitude: 13.94}"
    } >"$1/providers/demo.config.yaml.new"
    mv "$1/providers/demo.config.yaml.new" "$1/providers/demo.config.yaml"
}

# demo_provider ISSUER NAME PREFIX SITE SHORT LOCATION
demo_provider() {
    cat <<YAML
  - name: $4
    description: A site in a box, for the demonstration
    support_emails: [cloud@$5.example]
    auth_url: http://localhost:$((port + 1))/$4/identity/v3
    identity_providers:
      - {endpoint: '$1', name: $2, protocol: openid}
    regions:
      - name: RegionOne
        location: $6
    projects:
YAML
    for demo_group in astro bio; do
        cat <<YAML
      - id: '$(demo_project_id "$4" "$3$demo_group-$5")'
        x_name: $3$demo_group-$5
        sla: '$(demo_project_id agreement "$3$demo_group-$5")'
        default_public_net: public
YAML
    done
}
