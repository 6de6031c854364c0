package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.state.Downtime;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ProviderState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads providers from their rows; a constant number of statements for any number of them. */
@Component
class ProviderLoader {

    private static final int FETCH = 2000;

    private final JdbcClient jdbc;

    ProviderLoader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The present state of providers by uid; those that were removed are not there. */
    Map<String, ProviderState> load(Collection<String> uids) {
        if (uids.isEmpty()) {
            return Map.of();
        }
        Map<String, Assembly> assemblies = new LinkedHashMap<>();
        each(
                """
                select uid, generation, changed_at, heard_at, status
                from registry.provider
                where uid in (:uids) and removed_at is null
                """,
                uids,
                row ->
                        assemblies.put(
                                text(row, 1),
                                new Assembly(
                                        new Assembly.Head(
                                                text(row, 1),
                                                row.getLong(2),
                                                instant(row, 3),
                                                instant(row, 4),
                                                Wire.of(
                                                        ProviderStatus.values(),
                                                        ProviderStatus::wire,
                                                        text(row, 5))))));
        into(
                assemblies,
                """
                select provider_uid, kind, document
                from registry.item
                where provider_uid in (:uids) and valid_to_gen is null
                """,
                uids,
                row -> ItemDocuments.read(ItemDocuments.kind(text(row, 2)), text(row, 3)));
        into(
                assemblies,
                """
                select provider_uid, region, project, facet, outcome, tried_at, good_at, reason
                from registry.facet where provider_uid in (:uids)
                """,
                uids,
                ProviderLoader::facet);
        into(
                assemblies,
                """
                select provider_uid, region, facet, known, lost, since,
                       released_by, released_why, released_at
                from registry.hold where provider_uid in (:uids) order by region, facet
                """,
                uids,
                ProviderLoader::hold);
        into(
                assemblies,
                """
                select provider_uid, severity, place, message, remedy
                from registry.finding where provider_uid in (:uids) order by position
                """,
                uids,
                row ->
                        new Finding(
                                Severity.valueOf(text(row, 2)),
                                text(row, 3),
                                text(row, 4),
                                text(row, 5)));
        into(
                assemblies,
                """
                select provider_uid, id::text, severity, starts_at, ends_at, description,
                       declared_by, declared_at
                from registry.downtime where provider_uid in (:uids) order by starts_at, id
                """,
                uids,
                ProviderLoader::downtime);
        return states(assemblies);
    }

    /** All providers as they were at a version of the federation. */
    Map<String, ProviderState> loadAt(long version) {
        Map<String, Assembly> assemblies = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        select p.uid, g.number, g.at, g.removed
                        from registry.provider p
                        cross join lateral (
                            select number, at, removed from registry.generation
                            where provider_uid = p.uid and version <= :version
                            order by version desc limit 1) g
                        """)
                .param("version", version)
                .query(
                        (RowCallbackHandler)
                                row -> {
                                    if (!row.getBoolean(4)) {
                                        assemblies.put(
                                                text(row, 1),
                                                new Assembly(
                                                        new Assembly.Head(
                                                                text(row, 1),
                                                                row.getLong(2),
                                                                instant(row, 3),
                                                                instant(row, 3),
                                                                null)));
                                    }
                                });
        jdbc.sql(
                        """
                        select i.provider_uid, i.kind, i.document
                        from registry.provider p
                        cross join lateral (
                            select number, removed from registry.generation
                            where provider_uid = p.uid and version <= :version
                            order by version desc limit 1) g
                        join registry.item i on i.provider_uid = p.uid
                            and i.valid_from_gen <= g.number
                            and (i.valid_to_gen is null or i.valid_to_gen > g.number)
                        where not g.removed
                        """)
                .withFetchSize(FETCH)
                .param("version", version)
                .query(
                        (RowCallbackHandler)
                                row ->
                                        assembly(assemblies, row)
                                                .add(
                                                        ItemDocuments.read(
                                                                ItemDocuments.kind(text(row, 2)),
                                                                text(row, 3))));
        return states(assemblies);
    }

    private interface Row {
        Object read(ResultSet row) throws SQLException;
    }

    private void into(
            Map<String, Assembly> assemblies, String sql, Collection<String> uids, Row reader) {
        each(
                sql,
                uids,
                row -> {
                    Assembly assembly = assemblies.get(text(row, 1));
                    if (assembly != null) {
                        assembly.add(reader.read(row));
                    }
                });
    }

    private void each(String sql, Collection<String> uids, RowCallbackHandler handler) {
        jdbc.sql(sql).withFetchSize(FETCH).param("uids", uids).query(handler);
    }

    private static Assembly assembly(Map<String, Assembly> assemblies, ResultSet row)
            throws SQLException {
        Assembly assembly = assemblies.get(text(row, 1));
        if (assembly == null) {
            throw new IllegalStateException("An item of no generation: " + text(row, 1));
        }
        return assembly;
    }

    private static Map<String, ProviderState> states(Map<String, Assembly> assemblies) {
        Map<String, ProviderState> states = new LinkedHashMap<>();
        assemblies.forEach(
                (uid, assembly) -> assembly.state().ifPresent(state -> states.put(uid, state)));
        return states;
    }

    private static FacetStanding facet(ResultSet row) throws SQLException {
        return new FacetStanding(
                text(row, 2),
                text(row, 3),
                Wire.of(Facet.values(), Facet::wire, text(row, 4)),
                Wire.of(FacetOutcome.values(), FacetOutcome::wire, text(row, 5)),
                instant(row, 6),
                maybe(row, 7),
                row.getString(8));
    }

    private static Hold hold(ResultSet row) throws SQLException {
        String by = row.getString(7);
        return new Hold(
                text(row, 2),
                Wire.of(Facet.values(), Facet::wire, text(row, 3)),
                row.getInt(4),
                row.getInt(5),
                instant(row, 6),
                by == null ? null : new Hold.Release(by, text(row, 8), instant(row, 9)));
    }

    private static Downtime downtime(ResultSet row) throws SQLException {
        return new Downtime(
                text(row, 2),
                Wire.of(Downtime.Severity.values(), Downtime.Severity::wire, text(row, 3)),
                instant(row, 4),
                instant(row, 5),
                text(row, 6),
                text(row, 7),
                instant(row, 8));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return String.valueOf(row.getString(column));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant maybe(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
