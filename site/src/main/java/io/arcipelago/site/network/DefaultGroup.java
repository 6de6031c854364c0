package io.arcipelago.site.network;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.SecurityGroup.Rule;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The security group that every project has: all out, in from the group's own members. */
public final class DefaultGroup {

    private DefaultGroup() {}

    public static SecurityGroup of(String site, String projectId) {
        String id = SiteConfig.idOf(site, "default security group", projectId);
        return new SecurityGroup(
                id,
                projectId,
                "default",
                "Default security group",
                List.of(
                        rule("egress", "IPv4", Optional.empty()),
                        rule("egress", "IPv6", Optional.empty()),
                        rule("ingress", "IPv4", Optional.of(id)),
                        rule("ingress", "IPv6", Optional.of(id))),
                List.of());
    }

    /** The rules that every new group has. */
    static List<Rule> egress() {
        return List.of(
                rule("egress", "IPv4", Optional.empty()), rule("egress", "IPv6", Optional.empty()));
    }

    private static Rule rule(String direction, String etherType, Optional<String> remoteGroup) {
        return new Rule(
                UUID.randomUUID().toString(),
                direction,
                etherType,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                remoteGroup,
                "");
    }
}
