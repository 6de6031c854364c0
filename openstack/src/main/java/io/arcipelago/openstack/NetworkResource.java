package io.arcipelago.openstack;

/** Neutron's object kinds that can carry tags. */
public enum NetworkResource {
    NETWORKS("networks"),
    SUBNETS("subnets"),
    ROUTERS("routers"),
    PORTS("ports"),
    SECURITY_GROUPS("security-groups"),
    FLOATING_IPS("floatingips");

    private final String path;

    NetworkResource(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
