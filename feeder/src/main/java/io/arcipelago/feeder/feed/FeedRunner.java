package io.arcipelago.feeder.feed;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.FeedResult;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.feeder.config.ProviderConfig;
import io.arcipelago.feeder.feed.Feed.FacetCount;
import io.arcipelago.feeder.feed.Feed.Outcome;
import io.arcipelago.feeder.feed.RegistryDoor.NotTakenException;
import io.arcipelago.feeder.message.CompatiblePublisher;
import io.arcipelago.feeder.scan.ProviderScan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One feed: reads a provider, hands the snapshot over, tells what came of it. */
@Component
class FeedRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FeedRunner.class);
    private static final int FAILURES_KEPT = 50;

    private final ProviderScan scan;
    private final RegistryDoor registry;
    private final CompatiblePublisher messages;
    private final FeedStore feeds;
    private final FeedMetrics metrics;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    FeedRunner(
            ProviderScan scan,
            RegistryDoor registry,
            CompatiblePublisher messages,
            FeedStore feeds,
            FeedMetrics metrics,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.scan = scan;
        this.registry = registry;
        this.messages = messages;
        this.feeds = feeds;
        this.metrics = metrics;
        this.transactions = transactions;
        this.clock = clock;
    }

    Feed run(ProviderConfig provider) throws InterruptedException {
        Feed feed = feed(provider);
        metrics.ended(feed);
        return feed;
    }

    private Feed feed(ProviderConfig provider) throws InterruptedException {
        Instant begun = clock.instant();
        ProviderSnapshot snapshot;
        try {
            snapshot = scan.scan(provider);
        } catch (IllegalStateException e) {
            LOG.error("Reading provider {} failed", provider.name(), e);
            return failed(
                    provider.name(),
                    begun,
                    null,
                    "The reading failed unforeseen; the log says more");
        }
        FeedResult result;
        try {
            result = registry.send(snapshot);
        } catch (NotTakenException e) {
            return failed(provider.name(), begun, snapshot, String.valueOf(e.getMessage()));
        }
        Feed feed = taken(begun, snapshot, result);
        transactions.executeWithoutResult(_ -> {
            messages.publish(provider, snapshot);
            feeds.save(feed);
        });
        LOG.debug("Provider {} fed: {}", provider.name(), feed.message());
        return feed;
    }

    private Feed taken(Instant begun, ProviderSnapshot snapshot, FeedResult result) {
        List<Finding> findings = new ArrayList<>(snapshot.findings());
        result.rejected().stream().filter(it -> !findings.contains(it)).forEach(findings::add);
        List<FacetReport> failures = failures(snapshot);
        Instant ended = clock.instant();
        return new Feed(
                snapshot.provider().name(),
                begun,
                ended,
                outcome(snapshot, failures),
                sentence(snapshot, failures, result),
                ended,
                result.generation(),
                result.changed(),
                counts(snapshot),
                failures.stream().limit(FAILURES_KEPT).toList(),
                findings,
                result.held());
    }

    private static Outcome outcome(ProviderSnapshot snapshot, List<FacetReport> failures) {
        boolean skipped =
                !snapshot.facets().isEmpty()
                        && snapshot.facets().stream()
                                .allMatch(it -> it.outcome() == FacetOutcome.SKIPPED);
        if (skipped) {
            return Outcome.SKIPPED;
        }
        return failures.isEmpty() ? Outcome.OK : Outcome.PARTIAL;
    }

    private static String sentence(
            ProviderSnapshot snapshot, List<FacetReport> failures, FeedResult result) {
        int all = snapshot.facets().size();
        return "%d of %d facets read, %d rows changed, %d losses held"
                .formatted(
                        all - failures.size() - skipped(snapshot),
                        all,
                        result.changed(),
                        result.held().size());
    }

    private static int skipped(ProviderSnapshot snapshot) {
        return (int)
                snapshot.facets().stream()
                        .filter(it -> it.outcome() == FacetOutcome.SKIPPED)
                        .count();
    }

    private static List<FacetReport> failures(ProviderSnapshot snapshot) {
        return snapshot.facets().stream()
                .filter(it ->
                        switch (it.outcome()) {
                            case OK, SKIPPED -> false;
                            case FAILED, FORBIDDEN -> true;
                        })
                .toList();
    }

    private static List<FacetCount> counts(ProviderSnapshot snapshot) {
        Map<FacetCount, Integer> counts = new LinkedHashMap<>();
        snapshot.facets()
                .forEach(it ->
                        counts.merge(new FacetCount(it.facet(), it.outcome(), 0), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(it ->
                        new FacetCount(it.getKey().facet(), it.getKey().outcome(), it.getValue()))
                .toList();
    }

    private Feed failed(
            String provider, Instant begun, @Nullable ProviderSnapshot snapshot, String message) {
        Feed before = feeds.last(provider).orElse(null);
        if (before == null || !before.message().equals(message)) {
            // Once, not at every feed for as long as it lasts.
            LOG.warn("Provider {}: {}", provider, message);
        }
        Feed feed =
                new Feed(
                        provider,
                        begun,
                        clock.instant(),
                        Outcome.FAILED,
                        message,
                        before == null ? null : before.lastGood(),
                        before == null ? null : before.generation(),
                        0,
                        snapshot == null ? List.of() : counts(snapshot),
                        snapshot == null
                                ? List.of()
                                : failures(snapshot).stream().limit(FAILURES_KEPT).toList(),
                        snapshot == null ? List.of() : snapshot.findings(),
                        List.of());
        feeds.save(feed);
        return feed;
    }
}
