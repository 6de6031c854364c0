#!/usr/bin/python3
"""Makes an issuer an identity provider of Keystone; what is there already stays.

Each group that the mapping names gets a Keystone group and a project of the same name, in which the
group's members are members.
"""
import argparse
import json
import pathlib

from keystoneauth1 import session
from keystoneauth1.identity import v3


class Keystone:
    """Keystone's administrator."""

    def __init__(self, auth_url, password):
        self.url = auth_url
        self.session = session.Session(
            auth=v3.Password(
                auth_url=auth_url,
                username="admin",
                password=password,
                user_domain_name="Default",
                project_name="admin",
                project_domain_name="Default",
            )
        )

    def call(self, method, path, body=None):
        answer = self.session.request(self.url + path, method, json=body, raise_exc=False)
        if answer.status_code >= 400:
            raise SystemExit(
                "%s %s: %d %s" % (method, path, answer.status_code, answer.text)
            )
        return answer.json() if answer.content else {}

    def named(self, kind, name):
        """The id of a group, project or role of the domain Default, made if it is missing."""
        domain = {} if kind == "role" else {"domain_id": "default"}
        found = self.call("GET", "/%ss?name=%s" % (kind, name))[kind + "s"]
        if found:
            return found[0]["id"]
        return self.call("POST", "/%ss" % kind, {kind: dict(name=name, **domain)})[kind]["id"]

    def put(self, path, kind, content):
        """Federation's objects have ids of the caller's choice: made once, then changed."""
        path = "/OS-FEDERATION/" + path
        known = self.session.request(self.url + path, "GET", raise_exc=False).status_code == 200
        self.call("PATCH" if known else "PUT", path, {kind: content})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--auth-url", required=True)
    parser.add_argument("--password-file", required=True, type=pathlib.Path)
    parser.add_argument("--name", required=True, help="of the identity provider")
    parser.add_argument("--issuer", required=True, help="exactly as in the tokens")
    parser.add_argument("--mapping", required=True, type=pathlib.Path)
    options = parser.parse_args()

    keystone = Keystone(options.auth_url, options.password_file.read_text().strip())
    rules = json.loads(options.mapping.read_text().replace('"ISSUER"', json.dumps(options.issuer)))
    member = keystone.named("role", "member")
    for group in sorted({
        local["group"]["name"] for rule in rules for local in rule["local"] if "group" in local
    }):
        keystone.call("PUT", "/projects/%s/groups/%s/roles/%s" % (
            keystone.named("project", group), keystone.named("group", group), member))
    provider = "identity_providers/" + options.name
    keystone.put("mappings/" + options.name, "mapping", {"rules": rules})
    keystone.put(provider, "identity_provider", {"enabled": True, "remote_ids": [options.issuer]})
    keystone.put(provider + "/protocols/openid", "protocol", {"mapping_id": options.name})


if __name__ == "__main__":
    main()
