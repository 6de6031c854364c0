package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.openstack.QuotaUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Translates the services' names of quotas into the registry's. */
final class QuotaNames {

    private static final Map<String, String> COMPUTE =
            Map.of("cores", "cores", "instances", "instances", "ram", "ram");

    private static final Map<String, String> BLOCK_STORAGE =
            Map.of(
                    "gigabytes", "gigabytes",
                    "volumes", "volumes",
                    "per_volume_gigabytes", "per_volume_gigabytes");

    private static final Map<String, String> NETWORK =
            Map.of(
                    "floatingip", "public_ips",
                    "network", "networks",
                    "port", "ports",
                    "security_group", "security_groups",
                    "security_group_rule", "security_group_rules");

    /** Bounds of one object, of which nothing is ever used up. */
    private static final Set<String> WITHOUT_USE = Set.of("per_volume_gigabytes");

    private QuotaNames() {}

    static List<Quota> compute(String region, String project, Map<String, QuotaUsage> told) {
        return quotas(region, project, ServiceType.COMPUTE, COMPUTE, told);
    }

    static List<Quota> blockStorage(String region, String project, Map<String, QuotaUsage> told) {
        return quotas(region, project, ServiceType.BLOCK_STORAGE, BLOCK_STORAGE, told);
    }

    static List<Quota> network(String region, String project, Map<String, QuotaUsage> told) {
        return quotas(region, project, ServiceType.NETWORK, NETWORK, told);
    }

    /** What operators grant each person, which no site knows of. */
    static List<Quota> perUser(String region, ProjectConfig project) {
        List<Quota> quotas = new ArrayList<>();
        for (ServiceType service : ServiceType.values()) {
            SortedMap<String, Long> values = project.in(region).perUser().get(service);
            if (values != null) {
                quotas.add(new Quota(region, project.id(), service, QuotaRole.PER_USER, values));
            }
        }
        return quotas;
    }

    private static List<Quota> quotas(
            String region,
            String project,
            ServiceType service,
            Map<String, String> names,
            Map<String, QuotaUsage> told) {
        SortedMap<String, Long> limits = new TreeMap<>();
        SortedMap<String, Long> usage = new TreeMap<>();
        names.forEach((theirs, ours) -> {
            QuotaUsage quota = told.get(theirs);
            if (quota != null) {
                limits.put(ours, Math.max(-1, quota.limit()));
                if (quota.usageTold() && quota.used() >= 0 && !WITHOUT_USE.contains(ours)) {
                    usage.put(ours, quota.used());
                }
            }
        });
        List<Quota> quotas = new ArrayList<>();
        if (!limits.isEmpty()) {
            quotas.add(new Quota(region, project, service, QuotaRole.LIMIT, limits));
        }
        if (!usage.isEmpty()) {
            quotas.add(new Quota(region, project, service, QuotaRole.USAGE, usage));
        }
        return quotas;
    }
}
