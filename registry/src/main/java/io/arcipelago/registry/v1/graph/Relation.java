package io.arcipelago.registry.v1.graph;

/** How one thing leads to others. What it leads to has a fixed and total order. */
public enum Relation {
    PROVIDER,
    PROVIDERS,
    IDENTITY_PROVIDER,
    IDENTITY_PROVIDERS,
    USER_GROUP,
    USER_GROUPS,
    SLA,
    SLAS,
    PROJECT,
    PROJECTS,
    REGION,
    REGIONS,
    LOCATION,
    SERVICE,
    SERVICES,
    /** Of a region: those of its services that are identity services. */
    IDENTITY_SERVICES,
    QUOTAS,
    /** Of a service: what it supplies. Of a project: what it can use. */
    FLAVORS,
    /** Of a service: what it supplies. Of a project: what it can use. */
    IMAGES,
    /** Of a service: what it supplies. Of a project: what it can use. */
    NETWORKS
}
