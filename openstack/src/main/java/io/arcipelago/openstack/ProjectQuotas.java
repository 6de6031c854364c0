package io.arcipelago.openstack;

import java.util.Map;

/**
 * A project's quotas with usage, keyed by the services' own names ({@code cores}, {@code ram} in
 * MiB, {@code instances}; {@code floatingip}, {@code port}, ...; {@code gigabytes} in GiB, {@code
 * volumes}, {@code volumes_<type>}, ...).
 */
public record ProjectQuotas(
        Map<String, QuotaUsage> compute,
        Map<String, QuotaUsage> network,
        Map<String, QuotaUsage> volume) {

    public ProjectQuotas {
        compute = Map.copyOf(compute);
        network = Map.copyOf(network);
        volume = Map.copyOf(volume);
    }
}
