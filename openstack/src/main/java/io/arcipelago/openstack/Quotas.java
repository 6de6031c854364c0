package io.arcipelago.openstack;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the services' quota sets; Neutron says {@code used} where the others say {@code in_use}.
 */
final class Quotas {

    private Quotas() {}

    /**
     * The quotas with a limit. One whose limit is null is left out: it is not known, which is not
     * the same as zero or none.
     */
    static Map<String, QuotaUsage> read(JsonNode answer, String member, String usedMember) {
        JsonNode set = answer.path(member);
        if (!set.isObject()) {
            throw new OpenStackException(
                    Kind.TRANSIENT, "the site's answer about quotas has no '" + member + "'");
        }
        Map<String, QuotaUsage> quotas = new LinkedHashMap<>();
        set.properties()
                .forEach(entry -> {
                    JsonNode quota = entry.getValue();
                    if (quota.path("limit").isIntegralNumber()) {
                        quotas.put(
                                entry.getKey(),
                                new QuotaUsage(
                                        Json.longInteger(quota, "limit"),
                                        Json.longInteger(quota, usedMember),
                                        Json.longInteger(quota, "reserved"),
                                        quota.path(usedMember).isIntegralNumber()));
                    }
                });
        return quotas;
    }
}
