package io.arcipelago.identity.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows kept in memory until their row in {@code identity.policy_version} counts further. That row
 * is looked at every two seconds at most, so that requests cost no query and replicas agree soon.
 */
public final class VersionedCopy<T> {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private record Copy<T>(T value, long version, Instant lookedAt) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final String what;
    private final Supplier<T> reader;
    private final AtomicReference<@Nullable Copy<T>> copy = new AtomicReference<>();

    /**
     * @param what the row of the version
     * @param reader reads the rows
     */
    public VersionedCopy(JdbcClient jdbc, InstantSource clock, String what, Supplier<T> reader) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.what = what;
        this.reader = reader;
    }

    /** The rows as they were at most two seconds ago. */
    public T get() {
        Copy<T> known = copy.get();
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.lookedAt().plus(LOOK))) {
            return known.value();
        }
        // The version first: what changes while the rows are read is then read again next time.
        long version = version();
        Copy<T> fresh =
                known != null && known.version() == version
                        ? new Copy<>(known.value(), version, now)
                        : new Copy<>(reader.get(), version, now);
        copy.set(fresh);
        return fresh.value();
    }

    /** Makes the next {@link #get()} look again; to be called after a change is committed. */
    public void forget() {
        copy.set(null);
    }

    private long version() {
        return jdbc.sql("select version from identity.policy_version where what = :what")
                .param("what", what)
                .query((row, number) -> row.getLong("version"))
                .single();
    }
}
