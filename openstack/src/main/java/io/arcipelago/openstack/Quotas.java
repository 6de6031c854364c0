package io.arcipelago.openstack;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the services' quota sets; Neutron says {@code used} where the others say {@code in_use}.
 */
final class Quotas {

    private Quotas() {}

    static Map<String, QuotaUsage> read(JsonNode set, String usedMember) {
        Map<String, QuotaUsage> quotas = new LinkedHashMap<>();
        set.properties()
                .forEach(entry -> {
                    JsonNode quota = entry.getValue();
                    if (quota.isObject()) {
                        quotas.put(
                                entry.getKey(),
                                new QuotaUsage(
                                        Json.longInteger(quota, "limit"),
                                        Json.longInteger(quota, usedMember),
                                        Json.longInteger(quota, "reserved")));
                    }
                });
        return quotas;
    }
}
