package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.merge.Change.What;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderItems;
import io.arcipelago.registry.state.ProviderState;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what differs, many rows with one statement. */
@Component
class ProviderWriter {

    /** So many rows travel in one statement. */
    static final int BATCH = 2000;

    private final JdbcClient jdbc;

    ProviderWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param key the item's steps, absent for an item that ends
     * @param document absent for an item that ends
     */
    private record ItemRow(
            String kind,
            String uid,
            @Nullable List<String> key,
            @Nullable String digest,
            @Nullable String document) {}

    private record FacetRow(
            String region,
            String project,
            String facet,
            String outcome,
            Instant tried,
            @Nullable Instant good,
            @Nullable String reason) {}

    private record HoldRow(
            String region,
            String facet,
            int known,
            int lost,
            Instant since,
            @Nullable String by,
            @Nullable String why,
            @Nullable Instant at) {}

    private record FindingRow(
            int position, String severity, String place, String message, String remedy) {}

    /** Ends the rows of a generation's items that are no more as they were, and adds the new. */
    void writeItems(String provider, ProviderState state, List<Change> changes) {
        Map<ItemKey, Object> items = ProviderItems.of(state);
        for (int from = 0; from < changes.size(); from += BATCH) {
            List<ItemRow> rows =
                    changes.subList(from, Math.min(from + BATCH, changes.size())).stream()
                            .map(change -> row(change, items))
                            .toList();
            writeBatch(provider, state.generation(), ItemDocuments.write(rows));
        }
    }

    private static ItemRow row(Change change, Map<ItemKey, Object> items) {
        ItemKey key = change.key();
        if (change.what() == What.ENDED) {
            return new ItemRow(key.kind().wire(), key.derivedUid(), null, null, null);
        }
        String document = ItemDocuments.write(Objects.requireNonNull(items.get(key)));
        return new ItemRow(
                key.kind().wire(),
                key.derivedUid(),
                key.steps(),
                ItemDocuments.digest(document),
                document);
    }

    private void writeBatch(String provider, long generation, String rows) {
        jdbc.sql(
                        """
                        update registry.item i set valid_to_gen = :generation
                        from jsonb_to_recordset(:rows::jsonb) r (kind text, uid text, digest text)
                        where i.provider_uid = :provider and i.kind = r.kind and i.uid = r.uid
                            and i.valid_to_gen is null and i.digest is distinct from r.digest
                        """)
                .param("generation", generation)
                .param("rows", rows)
                .param("provider", provider)
                .update();
        jdbc.sql(
                        """
                        insert into registry.item
                            (provider_uid, kind, uid, natural_key, digest, document, valid_from_gen)
                        select :provider, r.kind, r.uid, r.key, r.digest, r.document::jsonb,
                            :generation
                        from jsonb_to_recordset(:rows::jsonb)
                            r (kind text, uid text, key jsonb, digest text, document text)
                        where r.digest is not null
                        on conflict (provider_uid, kind, uid) where valid_to_gen is null do nothing
                        """)
                .param("provider", provider)
                .param("generation", generation)
                .param("rows", rows)
                .update();
    }

    /** Ends every item. */
    void endItems(String provider, long generation) {
        jdbc.sql(
                        """
                        update registry.item set valid_to_gen = :generation
                        where provider_uid = :provider and valid_to_gen is null
                        """)
                .param("generation", generation)
                .param("provider", provider)
                .update();
    }

    /** Writes some facets' standing, and forgets those that are no more. */
    void writeFacets(String provider, List<FacetStanding> due, List<FacetStanding> gone) {
        if (!due.isEmpty()) {
            jdbc.sql(
                            """
                            insert into registry.facet (provider_uid, region, project, facet,
                                outcome, tried_at, good_at, reason)
                            select :provider, r.region, r.project, r.facet,
                                r.outcome, r.tried, r.good, r.reason
                            from jsonb_to_recordset(:rows::jsonb) r (region text, project text,
                                facet text, outcome text, tried timestamptz, good timestamptz,
                                reason text)
                            on conflict (provider_uid, region, project, facet) do update
                            set outcome = excluded.outcome, tried_at = excluded.tried_at,
                                good_at = excluded.good_at, reason = excluded.reason
                            """)
                    .param("provider", provider)
                    .param("rows", rows(due))
                    .update();
        }
        if (!gone.isEmpty()) {
            jdbc.sql(
                            """
                            delete from registry.facet f
                            using jsonb_to_recordset(:rows::jsonb)
                                r (region text, project text, facet text)
                            where f.provider_uid = :provider and f.region = r.region
                                and f.project = r.project and f.facet = r.facet
                            """)
                    .param("rows", rows(gone))
                    .param("provider", provider)
                    .update();
        }
    }

    private static String rows(List<FacetStanding> facets) {
        return ItemDocuments.write(
                facets.stream()
                        .map(facet ->
                                new FacetRow(
                                        facet.region(),
                                        facet.project(),
                                        facet.facet().wire(),
                                        facet.outcome().wire(),
                                        facet.triedAt(),
                                        facet.goodAt(),
                                        facet.reason()))
                        .toList());
    }

    void writeHolds(String provider, List<Hold> holds) {
        clear("hold", provider);
        jdbc.sql(
                        """
                        insert into registry.hold (provider_uid, region, facet, known, lost, since,
                            released_by, released_why, released_at)
                        select :provider, r.region, r.facet, r.known, r.lost, r.since,
                            r.by, r.why, r.at
                        from jsonb_to_recordset(:rows::jsonb) r (region text, facet text,
                            known integer, lost integer, since timestamptz,
                            by text, why text, at timestamptz)
                        """)
                .param("provider", provider)
                .param(
                        "rows",
                        ItemDocuments.write(holds.stream().map(ProviderWriter::row).toList()))
                .update();
    }

    private static HoldRow row(Hold hold) {
        Hold.Release release = hold.release();
        return new HoldRow(
                hold.region(),
                hold.facet().wire(),
                hold.known(),
                hold.lost(),
                hold.since(),
                release == null ? null : release.by(),
                release == null ? null : release.why(),
                release == null ? null : release.at());
    }

    void writeFindings(String provider, List<Finding> findings) {
        clear("finding", provider);
        List<FindingRow> rows = new ArrayList<>();
        for (Finding finding : findings) {
            rows.add(
                    new FindingRow(
                            rows.size(),
                            finding.severity().name(),
                            finding.place(),
                            finding.message(),
                            finding.remedy()));
        }
        jdbc.sql(
                        """
                        insert into registry.finding
                            (provider_uid, position, severity, place, message, remedy)
                        select :provider, r.position, r.severity, r.place, r.message, r.remedy
                        from jsonb_to_recordset(:rows::jsonb) r (position integer, severity text,
                            place text, message text, remedy text)
                        """)
                .param("provider", provider)
                .param("rows", ItemDocuments.write(rows))
                .update();
    }

    /** Forgets what has no history. */
    void clear(String table, String provider) {
        jdbc.sql("delete from registry." + table + " where provider_uid = :provider")
                .param("provider", provider)
                .update();
    }

    /** The next version of the federation; whoever takes it holds it until the commit. */
    long nextVersion() {
        return jdbc.sql(
                        """
                        update registry.federation_version set version = version + 1
                        returning version
                        """)
                .query(Long.class)
                .single();
    }

    void writeGeneration(
            String provider,
            long number,
            long version,
            Instant at,
            Author author,
            List<Change> changes,
            boolean removed) {
        jdbc.sql(
                        """
                        insert into registry.generation (provider_uid, number, version, at, actor,
                            reason, added, changed, ended, removed)
                        values (:provider, :number, :version, :at, :actor,
                            :reason, :added, :changed, :ended, :removed)
                        """)
                .param("provider", provider)
                .param("number", number)
                .param("version", version)
                .param("at", Timestamp.from(at))
                .param("actor", author.actor())
                .param("reason", author.reason())
                .param("added", count(changes, What.ADDED))
                .param("changed", count(changes, What.CHANGED))
                .param("ended", count(changes, What.ENDED))
                .param("removed", removed)
                .update();
    }

    private static long count(List<Change> changes, What what) {
        return changes.stream().filter(change -> change.what() == what).count();
    }
}
