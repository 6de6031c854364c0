package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.state.Hold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every part of one merge needs to know. */
final class Context {

    private final Reading read;
    private final Provider provider;
    private final Losses losses;
    private final Map<Hold.Key, Set<String>> readWell = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param provider as it is shown, whose status decides whether anything may go
     */
    Context(Reading read, Provider provider, Losses losses) {
        this.read = read;
        this.provider = provider;
        this.losses = losses;
        for (FacetReport report : read.snapshot().facets()) {
            if (report.outcome() == FacetOutcome.OK) {
                readWell.computeIfAbsent(
                                new Hold.Key(report.region(), report.facet()),
                                absent -> new HashSet<>())
                        .add(report.project());
            }
        }
    }

    Reading read() {
        return read;
    }

    Provider provider() {
        return provider;
    }

    Losses losses() {
        return losses;
    }

    /** The projects for which the facet was read well in the region. */
    Set<String> readWell(String region, Facet facet) {
        return readWell.getOrDefault(new Hold.Key(region, facet), Set.of());
    }

    /** A provider that is not in service keeps everything. */
    boolean keepsEverything() {
        return provider.status() == ProviderStatus.MAINTENANCE
                || provider.status() == ProviderStatus.REMOVED;
    }

    /** Whether what the configuration no longer names may go. */
    boolean configuredMayGo() {
        return !keepsEverything() && read.configurationWhole();
    }

    void warn(String place, String message, String remedy) {
        findings.add(new Finding(Severity.WARNING, place, message, remedy));
    }

    List<Finding> findings() {
        return findings;
    }
}
