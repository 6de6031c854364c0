package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.Facet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Losses that the shrink guard holds back until a person speaks.
 *
 * @param region empty if the provider as a whole loses something, such as projects
 * @param facet what loses; {@link Facet#IDENTITY} stands for projects, or for the region itself
 * @param known how many items were known
 * @param lost how many of them were not seen
 * @param since when they were first not seen
 * @param release the word of a person that this loss, if it does not grow, is right
 */
public record Hold(
        String region, Facet facet, int known, int lost, Instant since, @Nullable Release release) {

    /** What is held, whatever the numbers. */
    public record Key(String region, Facet facet) {}

    /** Who let the loss happen, and why. */
    public record Release(String by, String why, Instant at) {}

    public Key key() {
        return new Key(region, facet);
    }
}
