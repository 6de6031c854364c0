package io.arcipelago.feeder.feed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the last feed of each provider. */
@Repository
class FeedStore {

    private final JdbcClient jdbc;

    /** Its own: how the web layer writes JSON must not change what is stored. */
    private final JsonMapper json = JsonMapper.builder().build();

    FeedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void save(Feed feed) {
        Instant lastGood = feed.lastGood();
        jdbc.sql(
                        """
                        insert into feeder.feed
                            (provider, started_at, ended_at, outcome, last_good, generation,
                             document)
                        values (:provider, :startedAt, :endedAt, :outcome, :lastGood,
                                :generation, :document::jsonb)
                        on conflict (provider) do update set
                            started_at = excluded.started_at,
                            ended_at = excluded.ended_at,
                            outcome = excluded.outcome,
                            last_good = excluded.last_good,
                            generation = coalesce(excluded.generation, feed.generation),
                            document = excluded.document
                        """)
                .param("provider", feed.provider())
                .param("startedAt", feed.startedAt().atOffset(ZoneOffset.UTC))
                .param("endedAt", feed.endedAt().atOffset(ZoneOffset.UTC))
                .param("outcome", feed.outcome().wire())
                .param("lastGood", lastGood == null ? null : lastGood.atOffset(ZoneOffset.UTC))
                .param("generation", feed.generation())
                .param("document", json.writeValueAsString(feed))
                .update();
    }

    Optional<Feed> last(String provider) {
        return jdbc.sql("select document::text from feeder.feed where provider = :provider")
                .param("provider", provider)
                .query((row, number) -> read(String.valueOf(row.getString(1))))
                .optional();
    }

    List<Feed> all() {
        return jdbc.sql("select document::text from feeder.feed order by provider")
                .query((row, number) -> read(String.valueOf(row.getString(1))))
                .list();
    }

    private Feed read(String document) {
        return json.readValue(document, Feed.class);
    }
}
