package io.arcipelago.registry.v1;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A provider's document as the feeder writes it. */
final class ProviderDocuments {

    static final String PROJECT = "a".repeat(32);
    static final String OTHER_PROJECT = "b".repeat(32);

    private ProviderDocuments() {}

    /** One region with one of everything, two projects, one group with an agreement. */
    static ObjectNode ischia(String issuer) {
        return (ObjectNode)
                V1App.JSON.readTree(
                        """
                        {"name": "ISCHIA", "type": "openstack", "status": "active",
                         "description": "An island", "is_public": true,
                         "support_emails": ["ops@ischia.example"],
                         "projects": [
                           {"name": "astro", "uuid": "%1$s"},
                           {"name": "spare", "uuid": "%2$s", "description": "for later"}],
                         "identity_providers": [
                           {"endpoint": "%3$s", "group_claim": "groups",
                            "relationship": {"idp_name": "iam", "protocol": "openid"},
                            "user_groups": [
                              {"name": "astro",
                               "sla": {"doc_uuid": "sla-ischia-astro",
                                       "start_date": "2024-01-01", "end_date": "2027-12-31",
                                       "project": "%1$s"}},
                              {"name": "without-agreement"}]}],
                         "regions": [
                           {"name": "RegionOne",
                            "location": {"site": "ISCHIA", "country": "Italy",
                                         "latitude": 40.73, "longitude": 13.9},
                            "block_storage_services": [
                              {"endpoint": "https://cinder.ischia.example:8776/v3",
                               "name": "org.openstack.cinder",
                               "quotas": [{"project": "%1$s", "gigabytes": 100,
                                           "volumes": -1}]}],
                            "compute_services": [
                              {"endpoint": "https://nova.ischia.example:8774/v2.1",
                               "name": "org.openstack.nova",
                               "flavors": [
                                 {"name": "small", "uuid": "f1", "vcpus": 1, "ram": 2048,
                                  "disk": 10, "swap": 1, "is_shared": true},
                                 {"name": "own", "uuid": "f2", "vcpus": 4, "ram": 8192,
                                  "disk": 40, "is_shared": false, "projects": ["%1$s"]}],
                               "images": [
                                 {"name": "debian-13", "uuid": "i1", "os_type": "linux",
                                  "os_distro": "debian", "os_version": "13",
                                  "created_at": "2026-01-02T03:04:05Z", "tags": ["base"],
                                  "is_shared": true}],
                               "quotas": [
                                 {"project": "%1$s", "cores": -1, "instances": 10, "ram": 20480},
                                 {"project": "%1$s", "usage": true, "cores": 2},
                                 {"project": "%1$s", "per_user": true, "cores": 4}]}],
                            "identity_services": [
                              {"endpoint": "https://keystone.ischia.example:5000/v3",
                               "name": "org.openstack.keystone"}],
                            "network_services": [
                              {"endpoint": "https://neutron.ischia.example:9696",
                               "name": "org.openstack.neutron",
                               "networks": [
                                 {"name": "lan", "uuid": "n1", "is_default": true,
                                  "is_shared": false, "projects": ["%1$s"],
                                  "proxy_host": "gate.ischia.example:2222",
                                  "proxy_user": "jump", "mtu": 1450}],
                               "quotas": [{"project": "%1$s", "public_ips": 3}]}],
                            "object_store_services": [
                              {"endpoint": "https://s3.ischia.example",
                               "name": "org.openstack.swift-s3",
                               "quotas": [
                                 {"project": "%1$s", "description": "placeholder"},
                                 {"project": "%1$s", "usage": true,
                                  "description": "placeholder"}]}]}]}
                        """
                                .formatted(PROJECT, OTHER_PROJECT, issuer));
    }

    /** What upstream's feeder writes for a provider that it does not look at. */
    static ObjectNode statusOnly(String name, String status) {
        return (ObjectNode)
                V1App.JSON.readTree(
                        """
                        {"name": "%s", "type": "openstack", "status": "%s", "projects": [],
                         "identity_providers": [], "regions": []}
                        """
                                .formatted(name, status));
    }

    /** The object at a JSON pointer. */
    static ObjectNode at(ObjectNode document, String pointer) {
        JsonNode found = document.at(pointer);
        return (ObjectNode) found;
    }
}
