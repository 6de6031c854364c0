package io.arcipelago.openstack;

/** The project a client works in. */
public sealed interface ProjectScope {

    record ById(String id) implements ProjectScope {}

    /** By name within a domain; the domain's name is usually {@code Default}. */
    record ByName(String name, String domain) implements ProjectScope {}

    static ProjectScope id(String id) {
        return new ById(id);
    }

    static ProjectScope name(String name) {
        return new ByName(name, "Default");
    }
}
