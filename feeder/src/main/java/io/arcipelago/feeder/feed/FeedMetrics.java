package io.arcipelago.feeder.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** Counts and times feeds, by provider and outcome, and the facets that they could not read. */
@Component
class FeedMetrics {

    private final MeterRegistry meters;

    FeedMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void ended(Feed feed) {
        Timer.builder("arcipelago.feeder.feed")
                .description("Feeds of providers")
                .tag("provider", feed.provider())
                .tag("outcome", feed.outcome().wire())
                .register(meters)
                .record(feed.duration());
        for (Feed.FacetCount count : feed.facets()) {
            Counter.builder("arcipelago.feeder.facets")
                    .description("Facets of providers that feeds were to read")
                    .tag("provider", feed.provider())
                    .tag("facet", count.facet().wire())
                    .tag("outcome", count.outcome().wire())
                    .register(meters)
                    .increment(count.count());
        }
    }
}
