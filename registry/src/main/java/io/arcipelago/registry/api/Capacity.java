package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.registry.api.Shown.Amount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what quotas leave. */
final class Capacity {

    private static final long UNLIMITED = -1;

    private Capacity() {}

    /** The resources of quotas, each summed over the quotas that name it. */
    static Map<String, Amount> of(List<Quota> quotas) {
        Map<String, Map<QuotaRole, Long>> sums = new TreeMap<>();
        for (Quota quota : quotas) {
            quota.values()
                    .forEach((resource, value) ->
                            sums.computeIfAbsent(resource, absent -> new EnumMap<>(QuotaRole.class))
                                    .merge(quota.role(), value, Capacity::sum));
        }
        Map<String, Amount> amounts = new TreeMap<>();
        sums.forEach((resource, byRole) ->
                amounts.put(
                        resource,
                        amount(
                                byRole.get(QuotaRole.LIMIT),
                                byRole.get(QuotaRole.PER_USER),
                                byRole.get(QuotaRole.USAGE))));
        return amounts;
    }

    /** Without limit and something is without limit. */
    private static long sum(long one, long other) {
        return one == UNLIMITED || other == UNLIMITED ? UNLIMITED : one + other;
    }

    private static Amount amount(
            @Nullable Long limit, @Nullable Long perUser, @Nullable Long used) {
        return new Amount(limit, perUser, used, free(limit, used));
    }

    private static @Nullable Long free(@Nullable Long limit, @Nullable Long used) {
        if (limit == null) {
            return null;
        }
        if (limit == UNLIMITED) {
            return UNLIMITED;
        }
        return used == null ? null : Math.max(0, limit - used);
    }
}
