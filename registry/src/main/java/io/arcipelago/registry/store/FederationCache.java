package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.merge.Merge;
import io.arcipelago.registry.state.Downtime;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.Uids;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The federation in memory. Every reader asks the database for the version only; what has changed
 * since is loaded once, from one database snapshot, while other readers go on with the last
 * picture.
 */
@Component
class FederationCache implements Federations {

    private static final int REMEMBERED_PAST = 2;

    /**
     * @param revisions the version of the last change of each provider
     * @param states as stored, without what downtimes do to them
     * @param until when a downtime begins or ends
     */
    private record Picture(
            long version,
            Map<String, Long> revisions,
            Map<String, ProviderState> states,
            Uids uids,
            Instant until,
            Federation federation) {}

    private final JdbcClient jdbc;
    private final ProviderLoader loader;
    private final ImportedUids imported;
    private final RegistrySettings settings;
    private final InstantSource clock;
    private final TransactionTemplate snapshot;
    private final ReentrantLock loading = new ReentrantLock();
    private final ReentrantLock loadingPast = new ReentrantLock();
    private final Map<Long, Federation> past =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Federation> eldest) {
                    return size() > REMEMBERED_PAST;
                }
            };
    private volatile @Nullable Picture picture;

    FederationCache(
            JdbcClient jdbc,
            ProviderLoader loader,
            ImportedUids imported,
            RegistrySettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.loader = loader;
        this.imported = imported;
        this.settings = settings;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public Federation current() {
        long version = version();
        Picture known = picture;
        if (known == null) {
            return refresh();
        }
        if (known.version() >= version && clock.instant().isBefore(known.until())) {
            return known.federation();
        }
        if (!loading.tryLock()) {
            return known.federation();
        }
        try {
            return refresh();
        } finally {
            loading.unlock();
        }
    }

    /** The federation with everything that was committed before the call. */
    Federation refresh() {
        loading.lock();
        try {
            Picture known = picture;
            Picture next = snapshot.execute(status -> next(known));
            picture = next;
            return next.federation();
        } finally {
            loading.unlock();
        }
    }

    /** The state of a provider, if it is the one of this revision. */
    Optional<ProviderState> stateOf(String derivedUid, long revision) {
        Picture known = picture;
        return known != null && known.revisions().getOrDefault(derivedUid, -1L) == revision
                ? Optional.ofNullable(known.states().get(derivedUid))
                : Optional.empty();
    }

    private Picture next(@Nullable Picture known) {
        long version = version();
        if (known != null && known.version() == version) {
            return picture(version, known.revisions(), known.states(), known.uids());
        }
        Map<String, Long> now = revisions();
        Map<String, Long> before = known == null ? Map.of() : known.revisions();
        Map<String, ProviderState> states =
                new HashMap<>(known == null ? Map.of() : known.states());
        List<String> stale =
                now.keySet().stream()
                        .filter(uid -> !Objects.equals(now.get(uid), before.get(uid)))
                        .toList();
        states.keySet().retainAll(now.keySet());
        states.keySet().removeAll(stale);
        states.putAll(loader.load(stale));
        return picture(version, now, states, imported.load());
    }

    private Picture picture(
            long version,
            Map<String, Long> revisions,
            Map<String, ProviderState> states,
            Uids uids) {
        Instant now = clock.instant();
        List<Instant> boundaries =
                states.values().stream()
                        .flatMap(state -> state.downtimes().stream())
                        .filter(downtime -> downtime.severity() == Downtime.Severity.OUTAGE)
                        .flatMap(downtime -> Stream.of(downtime.start(), downtime.end()))
                        .toList();
        long passed = boundaries.stream().filter(boundary -> !boundary.isAfter(now)).count();
        Instant until =
                boundaries.stream()
                        .filter(boundary -> boundary.isAfter(now))
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
        return new Picture(
                version,
                revisions,
                states,
                uids,
                until,
                new Federation(
                        version,
                        version + "." + passed,
                        uids,
                        states.values().stream()
                                .map(state -> shown(named(state, uids), now))
                                .toList(),
                        shownRevisions(revisions, states, uids)));
    }

    private static Map<String, Long> shownRevisions(
            Map<String, Long> revisions, Map<String, ProviderState> states, Uids uids) {
        Map<String, Long> shown = new HashMap<>();
        states.forEach((derived, state) ->
                shown.put(uids.provider(state.provider()), revisions.getOrDefault(derived, 0L)));
        return shown;
    }

    /** A provider in an outage is in maintenance, whatever else it is. */
    private static ProviderState shown(ProviderState state, Instant now) {
        boolean out =
                state.downtimes().stream()
                        .anyMatch(downtime ->
                                downtime.severity() == Downtime.Severity.OUTAGE
                                        && downtime.covers(now));
        return out && state.provider().status() != ProviderStatus.REMOVED
                ? state.told(
                        Merge.withStatus(state.provider(), ProviderStatus.MAINTENANCE),
                        state.findings())
                : state;
    }

    private static ProviderState named(ProviderState state, Uids uids) {
        return state.withUid(uids.provider(state.provider()));
    }

    @Override
    public Federation at(Instant time) {
        Instant now = clock.instant();
        if (time.isAfter(now)) {
            throw ApiFailure.badRequest(
                    "time-in-the-future",
                    "Parameter at is %s, which has not come yet; leave it out for now."
                            .formatted(time));
        }
        if (time.isBefore(now.minus(settings.history()))) {
            throw ApiFailure.badRequest(
                    "time-too-long-ago",
                    "Parameter at is %s; the past is kept for %d days."
                            .formatted(time, settings.history().toDays()));
        }
        long version =
                jdbc.sql(
                                """
                                select coalesce(
                                    (select version from registry.generation
                                     where at <= :time order by at desc, version desc limit 1), 0)
                                """)
                        .param("time", Timestamp.from(time))
                        .query(Long.class)
                        .single();
        loadingPast.lock();
        try {
            return past.computeIfAbsent(version, this::loadPast);
        } finally {
            loadingPast.unlock();
        }
    }

    private Federation loadPast(long version) {
        return snapshot.execute(status -> {
            Uids uids = imported.load();
            return new Federation(
                    version,
                    "at " + version,
                    uids,
                    loader.loadAt(version).values().stream()
                            .map(state -> named(state, uids))
                            .toList());
        });
    }

    private long version() {
        return jdbc.sql("select version from registry.federation_version")
                .query(Long.class)
                .single();
    }

    private Map<String, Long> revisions() {
        return jdbc
                .sql("select uid, revision from registry.provider where removed_at is null")
                .query((row, n) -> Map.entry(String.valueOf(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
