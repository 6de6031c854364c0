package io.arcipelago.contracts.registry;

import java.time.Instant;
import java.util.List;

/**
 * What the registry did with a snapshot.
 *
 * @param generation the provider's generation after it; the same as before if nothing changed
 * @param changed rows added, replaced or ended
 * @param held facets whose losses were so large that they wait for a person's word
 * @param rejected items that were refused, with reasons; everything else was taken
 */
public record FeedResult(
        String provider,
        long generation,
        int changed,
        List<Held> held,
        List<ProviderSnapshot.Finding> rejected) {

    public FeedResult {
        held = List.copyOf(held);
        rejected = List.copyOf(rejected);
    }

    /**
     * A loss that the shrink guard holds back.
     *
     * @param known how many items were known
     * @param lost how many of them are not in the snapshot
     */
    public record Held(String region, Facet facet, int known, int lost, Instant since) {}
}
