package io.arcipelago.cli.deployments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a group may deploy: schema {@code Site}. */
public record Site(
        String provider,
        String region,
        @Nullable String location,
        String status,
        @Nullable String reason,
        boolean simulated,
        List<Flavor> flavors,
        List<Image> images,
        List<Quota> quotas) {

    public Site {
        flavors = flavors == null ? List.of() : List.copyOf(flavors);
        images = images == null ? List.of() : List.copyOf(images);
        quotas = quotas == null ? List.of() : List.copyOf(quotas);
    }

    /** A size of servers. */
    public record Flavor(String name, int vcpus, int ramMib, int diskGib) {}

    /** A system that servers can run. */
    public record Image(String name) {}

    /** What the group's project may use; a limit of -1 means unlimited. */
    public record Quota(String resource, long limit, long used) {}

    public String name() {
        return provider + "/" + region;
    }

    public boolean available() {
        return status.equals("available");
    }

    /** Such as {@code 2 of 20 vcpus}; empty if the site does not tell. */
    String usage(String resource) {
        return quotas.stream()
                .filter(quota -> quota.resource().equals(resource))
                .map(quota ->
                        quota.limit() < 0
                                ? quota.used() + " of unlimited"
                                : quota.used() + " of " + quota.limit())
                .findFirst()
                .orElse("");
    }
}
