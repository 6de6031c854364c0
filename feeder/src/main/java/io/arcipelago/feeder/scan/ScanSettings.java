package io.arcipelago.feeder.scan;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sites are read, {@code arcipelago.feeder.scan.*}.
 *
 * @param concurrency projects read at a time, over all providers
 * @param concurrencyPerSite requests in flight to one Keystone's services, and projects read there
 * @param connectTimeout bound of opening a connection
 * @param requestTimeout bound of one attempt of a request
 * @param attempts attempts of a request, at least 1
 * @param firstBackoff the wait after the first failed attempt; it doubles, with jitter
 * @param breakerFailures unanswered requests in a row after which a service is left alone
 * @param breakerOpen how long it is left alone
 */
@ConfigurationProperties("arcipelago.feeder.scan")
public record ScanSettings(
        @DefaultValue("32") int concurrency,
        @DefaultValue("4") int concurrencyPerSite,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("3") int attempts,
        @DefaultValue("500ms") Duration firstBackoff,
        @DefaultValue("5") int breakerFailures,
        @DefaultValue("30s") Duration breakerOpen) {

    public ScanSettings {
        if (concurrency < 1 || concurrencyPerSite < 1) {
            throw new IllegalArgumentException(
                    "arcipelago.feeder.scan.concurrency and .concurrency-per-site must be at least"
                            + " 1");
        }
    }
}
