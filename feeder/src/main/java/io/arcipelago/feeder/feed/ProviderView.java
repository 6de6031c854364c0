package io.arcipelago.feeder.feed;

import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.feeder.config.ProviderConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider as administrators see it.
 *
 * @param file the file that declares it; absent if none does any more
 * @param running whether it is being fed now
 * @param nextFeedAt absent if it is not fed
 * @param durationMillis of the last feed
 */
record ProviderView(
        String name,
        @Nullable ProviderType type,
        @Nullable ProviderStatus status,
        @Nullable String file,
        boolean running,
        @Nullable Instant nextFeedAt,
        @Nullable Long durationMillis,
        @Nullable Feed lastFeed) {

    static ProviderView of(
            String name,
            @Nullable ProviderConfig config,
            FeedTimes.@Nullable Time time,
            @Nullable Feed feed) {
        boolean running = time != null && time.running();
        return new ProviderView(
                name,
                config == null ? null : config.provider().type(),
                config == null ? null : config.provider().status(),
                config == null ? null : config.file(),
                running,
                time == null || running ? null : time.at(),
                feed == null ? null : feed.duration().toMillis(),
                feed);
    }
}
