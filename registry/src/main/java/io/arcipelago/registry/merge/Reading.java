package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ItemKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A snapshot of which every item is valid.
 *
 * @param refused what was in the snapshot and is not any more; it was seen, so it is not absent
 * @param findings what the validation has to say
 */
public record Reading(ProviderSnapshot snapshot, Set<ItemKey> refused, List<Finding> findings) {

    private static final Set<ItemKind> CONFIGURED =
            EnumSet.of(
                    ItemKind.IDENTITY_PROVIDER,
                    ItemKind.USER_GROUP,
                    ItemKind.AGREEMENT,
                    ItemKind.REGION,
                    ItemKind.PROJECT);

    public Reading {
        refused = Set.copyOf(refused);
        findings = List.copyOf(findings);
    }

    /** A snapshot that is known to be valid. */
    public static Reading of(ProviderSnapshot snapshot) {
        return new Reading(snapshot, Set.of(), List.of());
    }

    /**
     * Whether the provider's configuration was read whole, so that what is not in it was taken out
     * on purpose.
     */
    boolean configurationWhole() {
        return refused.stream().noneMatch(key -> CONFIGURED.contains(key.kind()))
                && snapshot.findings().stream()
                        .noneMatch(finding -> finding.severity() == Severity.REJECTED);
    }
}
