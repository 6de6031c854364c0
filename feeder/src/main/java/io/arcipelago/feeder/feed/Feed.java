package io.arcipelago.feeder.feed;

import com.fasterxml.jackson.annotation.JsonValue;
import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.FeedResult;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One feed of one provider.
 *
 * @param message what happened, in a sentence
 * @param lastGood when the registry last took a snapshot, this one included
 * @param generation the provider's generation after it, if the registry took it
 * @param changed how many rows it changed
 * @param facets how many facets ended how
 * @param failures the facets that were not read well, with reasons, the first few of them
 * @param findings of the reading and of the registry
 * @param held losses that wait for a person's word
 */
public record Feed(
        String provider,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        String message,
        @Nullable Instant lastGood,
        @Nullable Long generation,
        int changed,
        List<FacetCount> facets,
        List<ProviderSnapshot.FacetReport> failures,
        List<ProviderSnapshot.Finding> findings,
        List<FeedResult.Held> held) {

    public Feed {
        facets = List.copyOf(facets);
        failures = List.copyOf(failures);
        findings = List.copyOf(findings);
        held = List.copyOf(held);
    }

    /** How a feed ended. */
    public enum Outcome {
        /** All of it was read, and the registry took it. */
        OK,
        /** A part could not be read; the registry took the rest and keeps what it knew. */
        PARTIAL,
        /** Nothing was to be read; the registry took what the files declare. */
        SKIPPED,
        /** The registry has nothing of it. */
        FAILED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many facets of a kind ended so. */
    public record FacetCount(Facet facet, FacetOutcome outcome, int count) {}

    public Duration duration() {
        return Duration.between(startedAt, endedAt);
    }
}
