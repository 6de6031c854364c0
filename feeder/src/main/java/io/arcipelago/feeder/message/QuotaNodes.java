package io.arcipelago.feeder.message;

import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Quotas as the messages have them. A reader fails at a number that is null, so none is. */
final class QuotaNodes {

    private static final Map<ServiceType, List<String>> RESOURCES =
            Map.of(
                    ServiceType.COMPUTE, List.of("cores", "instances", "ram"),
                    ServiceType.BLOCK_STORAGE,
                            List.of("gigabytes", "per_volume_gigabytes", "volumes"),
                    ServiceType.NETWORK,
                            List.of(
                                    "public_ips",
                                    "networks",
                                    "ports",
                                    "security_groups",
                                    "security_group_rules"),
                    ServiceType.OBJECT_STORE, List.of("bytes", "containers", "objects"));

    private QuotaNodes() {}

    /** A quota with every number of its kind: where none is known, no limit, or no use. */
    static ObjectNode of(Quota quota, String type) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        boolean usage = quota.role() == QuotaRole.USAGE;
        node.put("description", "")
                .put("per_user", quota.role() == QuotaRole.PER_USER)
                .put("usage", usage)
                .put("type", type)
                .put("project", quota.project());
        for (String resource : RESOURCES.getOrDefault(quota.service(), List.of())) {
            node.put(resource, quota.values().getOrDefault(resource, usage ? 0L : -1L));
        }
        return node;
    }
}
