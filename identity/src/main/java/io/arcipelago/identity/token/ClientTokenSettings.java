package io.arcipelago.identity.token;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.key.SigningAlgorithm;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How the tokens of single clients look where that differs from the default. The few rows are kept
 * in memory for half a minute, so that a token costs no query for them.
 */
@Component
public class ClientTokenSettings {

    private static final Duration FRESH = Duration.ofSeconds(30);

    /** A client's own choices; what is empty follows the default. */
    public record Choice(
            Optional<SigningAlgorithm> signingAlgorithm, Optional<ProfileName> profile) {

        static final Choice NONE = new Choice(Optional.empty(), Optional.empty());
    }

    private record Snapshot(Map<String, Choice> choices, Instant readAt) {}

    private record Row(String client, Choice choice) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Snapshot> snapshot = new AtomicReference<>();

    ClientTokenSettings(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What this client chose. */
    public Choice of(String client) {
        Snapshot known = snapshot.get();
        Instant now = clock.instant();
        if (known == null || !now.isBefore(known.readAt().plus(FRESH))) {
            known = new Snapshot(read(), now);
            snapshot.set(known);
        }
        return known.choices().getOrDefault(client, Choice.NONE);
    }

    /** Sets what the client, which exists, chooses. */
    public void save(String client, Choice choice) {
        jdbc.sql(
                        """
                        insert into identity.client_token_settings
                               (client_id, signing_algorithm, profile, updated_at)
                        values (:client, :algorithm, :profile, :now)
                        on conflict (client_id) do update set
                               signing_algorithm = excluded.signing_algorithm,
                               profile = excluded.profile,
                               updated_at = excluded.updated_at
                        """)
                .param("client", client)
                .param(
                        "algorithm",
                        choice.signingAlgorithm().map(SigningAlgorithm::name).orElse(null),
                        Types.VARCHAR)
                .param(
                        "profile",
                        choice.profile().map(ProfileName::text).orElse(null),
                        Types.VARCHAR)
                .param("now", Columns.timestamp(clock.instant()))
                .update();
        snapshot.set(null);
    }

    private Map<String, Choice> read() {
        return jdbc
                .sql(
                        "select client_id, signing_algorithm, profile from identity.client_token_settings")
                .query((row, number) ->
                        new Row(
                                row.getString("client_id"),
                                new Choice(
                                        Optional.ofNullable(row.getString("signing_algorithm"))
                                                .map(SigningAlgorithm::valueOf),
                                        Optional.ofNullable(row.getString("profile"))
                                                .map(ProfileName::of))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Row::client, Row::choice));
    }
}
