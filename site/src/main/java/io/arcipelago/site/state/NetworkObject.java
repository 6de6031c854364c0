package io.arcipelago.site.state;

import java.util.List;

/** What Neutron holds: named, described, owned by a project, tagged. */
public sealed interface NetworkObject
        permits Network, Subnet, Router, Port, SecurityGroup, FloatingIp {

    String id();

    String projectId();

    List<String> tags();

    NetworkObject withTags(List<String> replaced);
}
