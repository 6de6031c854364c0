package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.merge.Merged;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.store.SwapListener.Swap;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a provider from one state to the next in one transaction: one at a time for each provider,
 * any number for different ones. Readers have the old state until the commit, and then the new.
 */
@Component
public class ProviderSwap {

    private final JdbcClient jdbc;
    private final ProviderLoader loader;
    private final ProviderWriter writer;
    private final FederationCache cache;
    private final RegistrySettings settings;
    private final InstantSource clock;
    private final ObjectProvider<SwapListener> listeners;
    private final TransactionTemplate transaction;

    ProviderSwap(
            JdbcClient jdbc,
            ProviderLoader loader,
            ProviderWriter writer,
            FederationCache cache,
            RegistrySettings settings,
            InstantSource clock,
            ObjectProvider<SwapListener> listeners,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.loader = loader;
        this.writer = writer;
        this.cache = cache;
        this.settings = settings;
        this.clock = clock;
        this.listeners = listeners;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is known when a change is decided, and what is made of it. */
    public interface Decision {

        /**
         * @param known empty for a provider that is not there
         * @param heardAt when the last snapshot was taken that was taken in, or the provider was
         *     removed
         */
        Merged decide(Optional<ProviderState> known, Optional<Instant> heardAt);
    }

    /**
     * Changes a provider, or adds it.
     *
     * @param derivedUid by type and name, not imported
     * @param decision is called once, in the transaction; its failure changes nothing
     */
    public Merged swap(String derivedUid, Author author, Decision decision) {
        record Done(Merged merged, boolean visible) {}
        Done done =
                transaction.execute(status -> {
                    Optional<ProviderHead> head = ProviderHead.lock(jdbc, derivedUid);
                    Optional<ProviderState> known = head.flatMap(this::known);
                    Merged merged = decision.decide(known, head.map(ProviderHead::heardAt));
                    Merged numbered = numbered(merged, head);
                    Author noted = author.noting(merged.notes());
                    return new Done(numbered, write(derivedUid, known, numbered, noted, head));
                });
        if (done.visible()) {
            refresh();
        }
        return done.merged();
    }

    /**
     * Removes a provider with all that it has; its history stays.
     *
     * @throws ApiFailure 404 if there is no such provider
     */
    public void remove(String derivedUid, Author author) {
        transaction.executeWithoutResult(status -> {
            ProviderHead head =
                    ProviderHead.lock(jdbc, derivedUid)
                            .filter(found -> !found.removed())
                            .orElseThrow(() -> unknown(derivedUid));
            ProviderState state = known(head).orElseThrow(() -> unknown(derivedUid));
            List<Change> changes = ended(state);
            long generation = head.generation() + 1;
            writer.endItems(derivedUid, generation);
            for (String table : List.of("facet", "hold", "finding", "downtime")) {
                writer.clear(table, derivedUid);
            }
            long version = writer.nextVersion();
            Instant now = now();
            jdbc.sql(
                            """
                            update registry.provider
                            set generation = :generation, revision = :version, changed_at = :now,
                                heard_at = greatest(heard_at, :now), removed_at = :now
                            where uid = :uid
                            """)
                    .param("generation", generation)
                    .param("version", version)
                    .param("now", Timestamp.from(now))
                    .param("uid", derivedUid)
                    .update();
            writer.writeGeneration(derivedUid, generation, version, now, author, changes, true);
            tell(new Swap(Optional.of(state), Optional.empty(), changes, version, author));
        });
        refresh();
    }

    /** Whoever makes one transaction of several changes does this after its commit. */
    private void refresh() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            cache.refresh();
        }
    }

    private static ApiFailure unknown(String uid) {
        return ApiFailure.notFound("provider-unknown", "There is no provider " + uid + ".");
    }

    private static List<Change> ended(ProviderState state) {
        return Change.between(Optional.empty(), state).stream()
                .map(change -> new Change(change.key(), Change.What.ENDED))
                .toList();
    }

    private Optional<ProviderState> known(ProviderHead head) {
        if (head.removed()) {
            return Optional.empty();
        }
        return cache.stateOf(head.uid(), head.revision())
                .or(() -> Optional.ofNullable(loader.load(List.of(head.uid())).get(head.uid())));
    }

    /** Generations go on where a provider that was removed had left off. */
    private Merged numbered(Merged merged, Optional<ProviderHead> head) {
        if (merged.changes().isEmpty()) {
            return merged;
        }
        long number = head.map(ProviderHead::generation).orElse(0L) + 1;
        return new Merged(merged.state().at(number, now()), merged.changes(), merged.notes());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether readers can see anything of it. */
    private boolean write(
            String uid,
            Optional<ProviderState> known,
            Merged merged,
            Author author,
            Optional<ProviderHead> head) {
        ProviderState state = merged.state();
        if (head.isEmpty()) {
            insert(uid, state.declared());
        }
        if (!merged.changes().isEmpty()) {
            writer.writeItems(uid, state, merged.changes());
        }
        boolean visible = writeStanding(uid, known, state) || !merged.changes().isEmpty();
        long version = visible ? writer.nextVersion() : head.map(ProviderHead::revision).orElse(0L);
        update(uid, state, version);
        boolean told =
                !merged.changes().isEmpty()
                        || known.filter(before ->
                                        before.provider().status() == state.provider().status())
                                .isEmpty();
        if (!merged.changes().isEmpty()) {
            writer.writeGeneration(
                    uid,
                    state.generation(),
                    version,
                    state.changedAt(),
                    author,
                    merged.changes(),
                    false);
        }
        if (told) {
            tell(new Swap(known, Optional.of(state), merged.changes(), version, author));
        }
        return visible;
    }

    private boolean writeStanding(String uid, Optional<ProviderState> known, ProviderState state) {
        boolean changed = writeFacets(uid, known, state);
        if (!known.map(ProviderState::holds).orElse(List.of()).equals(state.holds())) {
            writer.writeHolds(uid, state.holds());
            changed = true;
        }
        if (!known.map(ProviderState::findings).orElse(List.of()).equals(state.findings())) {
            writer.writeFindings(uid, state.findings());
            changed = true;
        }
        return changed;
    }

    private boolean writeFacets(String uid, Optional<ProviderState> known, ProviderState state) {
        Map<FacetStanding.Key, FacetStanding> before =
                known.map(ProviderState::facets).orElse(List.of()).stream()
                        .collect(Collectors.toMap(FacetStanding::key, Function.identity()));
        Map<FacetStanding.Key, FacetStanding> after =
                state.facets().stream()
                        .collect(Collectors.toMap(FacetStanding::key, Function.identity()));
        List<FacetStanding> due =
                state.facets().stream()
                        .filter(facet -> due(before.get(facet.key()), facet))
                        .toList();
        List<FacetStanding> gone =
                before.values().stream().filter(facet -> !after.containsKey(facet.key())).toList();
        writer.writeFacets(uid, due, gone);
        return !due.isEmpty() || !gone.isEmpty();
    }

    private boolean due(@Nullable FacetStanding before, FacetStanding now) {
        return before == null
                || !before.sameOutcome(now)
                || !now.triedAt().isBefore(before.triedAt().plus(settings.heartbeat()));
    }

    private void insert(String uid, Provider provider) {
        jdbc.sql(
                        """
                        insert into registry.provider (uid, name, type, status, generation,
                            revision, changed_at, heard_at)
                        values (:uid, :name, :type, '', 0, 0, now(), '-infinity')
                        """)
                .param("uid", uid)
                .param("name", provider.name())
                .param("type", provider.type().wire())
                .update();
    }

    private void update(String uid, ProviderState state, long version) {
        jdbc.sql(
                        """
                        update registry.provider
                        set status = :status, generation = :generation, revision = :version,
                            changed_at = :changed, heard_at = greatest(heard_at, :heard), removed_at = null
                        where uid = :uid
                        """)
                .param("status", state.provider().status().wire())
                .param("generation", state.generation())
                .param("version", version)
                .param("changed", Timestamp.from(state.changedAt()))
                .param("heard", Timestamp.from(state.heardAt()))
                .param("uid", uid)
                .update();
    }

    private void tell(Swap swap) {
        listeners.orderedStream().forEach(listener -> listener.swapped(swap));
    }
}
