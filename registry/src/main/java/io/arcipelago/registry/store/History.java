package io.arcipelago.registry.store;

import io.arcipelago.registry.merge.Change.What;
import io.arcipelago.registry.state.ItemKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** What was changed, when, by whom and why. */
@Component
public class History {

    /** So many changed items are told of at once. */
    public static final int MOST_ITEMS = 20_000;

    private static final Logger log = LoggerFactory.getLogger(History.class);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    History(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Forgets what was no more true for that long. The last generation of each provider before then
     * stays: it is how things were when the kept history begins.
     */
    public void forget(Duration kept) {
        Timestamp before = Timestamp.from(clock.instant().minus(kept));
        int items =
                jdbc.sql(
                                """
                                delete from registry.item i using registry.generation g
                                where g.provider_uid = i.provider_uid and g.number = i.valid_to_gen
                                    and g.at < :before
                                """)
                        .param("before", before)
                        .update();
        int generations =
                jdbc.sql(
                                """
                                delete from registry.generation g
                                where g.at < :before and exists (
                                    select 1 from registry.generation later
                                    where later.provider_uid = g.provider_uid
                                        and later.number > g.number and later.at < :before)
                                """)
                        .param("before", before)
                        .update();
        jdbc.sql("delete from registry.downtime where ends_at < :before")
                .param("before", before)
                .update();
        if (items + generations > 0) {
            log.info("Forgot {} items and {} generations of the past", items, generations);
        }
    }

    /**
     * A generation of a provider.
     *
     * @param provider its derived uid
     * @param version the federation's version that it made
     * @param removed whether the provider was removed
     */
    public record Generation(
            String provider,
            String name,
            long number,
            long version,
            Instant at,
            String actor,
            String reason,
            int added,
            int changed,
            int ended,
            boolean removed) {}

    /**
     * An item that a generation changed.
     *
     * @param uid derived
     * @param key the steps that lead to it
     * @param item as it is after the change, or was before it ended
     */
    public record ChangedItem(
            long version, ItemKind kind, String uid, List<String> key, Object item, What what) {

        ChangedItem as(What other) {
            return new ChangedItem(version, kind, uid, key, item, other);
        }
    }

    /** A provider's generations, the last one first. */
    public List<Generation> generations(String provider, int limit, long offset) {
        return jdbc.sql(
                        """
                        select g.provider_uid, p.name, g.number, g.version, g.at, g.actor, g.reason,
                            g.added, g.changed, g.ended, g.removed
                        from registry.generation g join registry.provider p on p.uid = g.provider_uid
                        where g.provider_uid = :provider
                        order by g.number desc limit :limit offset :offset
                        """)
                .param("provider", provider)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> generation(row))
                .list();
    }

    public long countGenerations(String provider) {
        return jdbc.sql("select count(*) from registry.generation where provider_uid = :provider")
                .param("provider", provider)
                .query(Long.class)
                .single();
    }

    /**
     * The generations after a version of the federation, in order.
     *
     * @param provider only this one's; absent for all
     */
    public List<Generation> since(@Nullable String provider, long version, int limit) {
        return jdbc.sql(
                        """
                        select g.provider_uid, p.name, g.number, g.version, g.at, g.actor, g.reason,
                            g.added, g.changed, g.ended, g.removed
                        from registry.generation g join registry.provider p on p.uid = g.provider_uid
                        where g.version > :version
                            and (:provider::text is null or g.provider_uid = :provider)
                        order by g.version limit :limit
                        """)
                .param("version", version)
                .param("provider", provider)
                .param("limit", limit)
                .query((row, n) -> generation(row))
                .list();
    }

    /** The items that generations changed, the first {@link #MOST_ITEMS} of them. */
    public List<ChangedItem> items(List<Generation> generations) {
        if (generations.isEmpty()) {
            return List.of();
        }
        Set<String> begun = new HashSet<>();
        List<Row> rows =
                jdbc.sql(
                                """
                                with g as (
                                    select provider_uid, number, version
                                    from registry.generation where version in (:versions))
                                select g.version, i.kind, i.uid, i.natural_key, i.document,
                                    true as begun
                                from g join registry.item i on i.provider_uid = g.provider_uid
                                    and i.valid_from_gen = g.number
                                union all
                                select g.version, i.kind, i.uid, i.natural_key, i.document, false
                                from g join registry.item i on i.provider_uid = g.provider_uid
                                    and i.valid_to_gen = g.number
                                order by 1, 2, 3, 6 desc
                                limit :limit
                                """)
                        .param("versions", generations.stream().map(Generation::version).toList())
                        .param("limit", MOST_ITEMS)
                        .query((row, n) -> row(row))
                        .list();
        List<ChangedItem> items = new ArrayList<>();
        for (Row row : rows) {
            ChangedItem item = row.item();
            String key = item.version() + " " + item.kind() + " " + item.uid();
            if (row.begun()) {
                begun.add(key);
                items.add(item);
            } else if (begun.contains(key)) {
                // Ordered: its beginning is the last one that was added.
                items.set(items.size() - 1, items.getLast().as(What.CHANGED));
            } else {
                items.add(item.as(What.ENDED));
            }
        }
        return items;
    }

    private record Row(ChangedItem item, boolean begun) {}

    private static Row row(ResultSet row) throws SQLException {
        ItemKind kind = ItemDocuments.kind(String.valueOf(row.getString(2)));
        return new Row(
                new ChangedItem(
                        row.getLong(1),
                        kind,
                        String.valueOf(row.getString(3)),
                        ItemDocuments.JSON.readValue(
                                String.valueOf(row.getString(4)),
                                new TypeReference<List<String>>() {}),
                        ItemDocuments.read(kind, String.valueOf(row.getString(5))),
                        What.ADDED),
                row.getBoolean(6));
    }

    private static Generation generation(ResultSet row) throws SQLException {
        return new Generation(
                String.valueOf(row.getString(1)),
                String.valueOf(row.getString(2)),
                row.getLong(3),
                row.getLong(4),
                row.getTimestamp(5).toInstant(),
                String.valueOf(row.getString(6)),
                String.valueOf(row.getString(7)),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                row.getBoolean(11));
    }
}
