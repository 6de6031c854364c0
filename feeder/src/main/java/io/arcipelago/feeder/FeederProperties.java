package io.arcipelago.feeder;

import io.arcipelago.feeder.token.ClientSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The feeder's configuration, {@code arcipelago.feeder.*}.
 *
 * @param configDir the folder of the providers' files; nothing is fed while it is empty
 * @param cadence how often each provider is read
 * @param jitter by which part of the cadence the pause varies, so that providers spread
 * @param concurrentFeeds how many providers this process feeds at a time; fewer than {@code
 *     arcipelago.scheduling.threads}, or slow sites would hold up all other scheduled work
 * @param planInterval how often the files are looked at
 * @param issuers the feeder's client at each issuer that the providers trust
 * @param registry where snapshots go
 * @param messages the compatible messages, by version; 1.4.0 and 2.0.0 if none is configured
 * @param messageRepeat how often a message that says nothing new is sent again
 */
@ConfigurationProperties("arcipelago.feeder")
public record FeederProperties(
        @DefaultValue("") String configDir,
        @DefaultValue("60s") Duration cadence,
        @DefaultValue("0.1") double jitter,
        @DefaultValue("6") int concurrentFeeds,
        @DefaultValue("10s") Duration planInterval,
        @Nullable List<ClientSettings> issuers,
        @DefaultValue Registry registry,
        @Nullable List<Messages> messages,
        @DefaultValue("1h") Duration messageRepeat) {

    private static final List<Messages> USUAL =
            List.of(
                    new Messages("1.4.0", "federation-registry-feeder"),
                    new Messages("2.0.0", "federation-registry-feeder-v2"));

    public FeederProperties {
        issuers = issuers == null ? List.of() : List.copyOf(issuers);
        messages = messages == null ? USUAL : List.copyOf(messages);
        if (concurrentFeeds < 1) {
            throw new IllegalArgumentException(
                    "arcipelago.feeder.concurrent-feeds must be at least 1");
        }
        if (jitter < 0 || jitter > 0.9) {
            throw new IllegalArgumentException(
                    "arcipelago.feeder.jitter is " + jitter + "; it must be from 0 to 0.9");
        }
    }

    @Override
    public List<ClientSettings> issuers() {
        return issuers == null ? List.of() : issuers;
    }

    @Override
    public List<Messages> messages() {
        return messages == null ? USUAL : messages;
    }

    /**
     * Where snapshots go.
     *
     * @param url the address before {@code /registry}
     * @param client who the feeder is there; its tokens need the scope {@code registry:feed}
     * @param attempts how often a snapshot is sent before it is given up; the next reading comes
     * @param firstBackoff the pause after the first failed attempt; it doubles
     * @param timeout how long the registry may take for one snapshot
     */
    public record Registry(
            @Nullable URI url,
            @Nullable ClientSettings client,
            @DefaultValue("4") int attempts,
            @DefaultValue("1s") Duration firstBackoff,
            @DefaultValue("60s") Duration timeout) {}

    /** A version of the compatible message and the topic that carries it. */
    public record Messages(String version, String topic) {}
}
