package io.arcipelago.identity.scope;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of scopes. */
@Component
public class RegisteredScopes implements SmartInitializingSingleton {

    /** How long another replica's change may go unseen in {@link #open()}. */
    private static final Duration SNAPSHOT_LIFE = Duration.ofSeconds(30);

    private record Snapshot(Set<String> open, Instant until) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final IdentitySettings settings;
    private final AtomicReference<Snapshot> snapshot =
            new AtomicReference<>(new Snapshot(Set.of(), Instant.MIN));

    RegisteredScopes(JdbcClient jdbc, InstantSource clock, IdentitySettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Sees that the scopes of the product's services are registered, and those that have a meaning
     * here. Power over storage, computing and hosts is the administrators' to give.
     */
    @Override
    public void afterSingletonsInstantiated() {
        Set<String> values = new TreeSet<>(settings.apiScopes());
        values.addAll(Scopes.SUPPORTED);
        jdbc.sql(
                        """
                        insert into identity.scope (value, restricted)
                        select value, value like 'storage.%' or value like 'compute.%'
                                      or value in ('host.auth', 'wlcg.capabilityset')
                          from unnest(:values::text[]) as value
                        on conflict (value) do nothing
                        """)
                .param("values", Columns.texts(values))
                .update();
    }

    /** All scopes, in the order of their values. */
    public List<Scope> all() {
        return jdbc.sql("select * from identity.scope order by value")
                .query(RegisteredScopes::scope)
                .list();
    }

    public Optional<Scope> find(long id) {
        return jdbc.sql("select * from identity.scope where id = :id")
                .param("id", id)
                .query(RegisteredScopes::scope)
                .optional();
    }

    /** The scopes that every client may ask for, for discovery; read from memory mostly. */
    public Set<String> open() {
        Instant now = clock.instant();
        Snapshot current = snapshot.get();
        if (now.isBefore(current.until())) {
            return current.open();
        }
        Set<String> open =
                all().stream()
                        .filter(scope -> !scope.restricted())
                        .map(Scope::value)
                        .collect(Collectors.toCollection(TreeSet::new));
        snapshot.set(new Snapshot(open, now.plus(SNAPSHOT_LIFE)));
        return open;
    }

    /**
     * What a client gets of the scopes it asks for: those it has already, the open ones, and the
     * restricted ones from an administrator. Unknown scopes are dropped. A path below a registered
     * scope that ends in {@code :/} is known through it.
     *
     * @param requested empty: the default scopes
     */
    public Set<String> granted(
            Collection<String> requested, Set<String> had, boolean administrator) {
        List<Scope> known = all();
        Set<String> granted = new TreeSet<>();
        for (String value : requested) {
            if (had.contains(value)
                    || rule(known, value)
                            .filter(scope -> administrator || !scope.restricted())
                            .isPresent()) {
                granted.add(value);
            }
        }
        if (granted.isEmpty()) {
            known.stream().filter(Scope::defaultScope).map(Scope::value).forEach(granted::add);
        }
        return granted;
    }

    /** What the registry says about a scope: its own entry, else that of all paths of its kind. */
    private static Optional<Scope> rule(List<Scope> known, String value) {
        return known.stream()
                .filter(scope -> covers(scope.value(), value))
                .max(Comparator.comparingInt(scope -> scope.value().length()));
    }

    private static boolean covers(String registered, String requested) {
        return Scopes.granted(Set.of(registered), requested);
    }

    /**
     * Registers a scope and returns it with its id.
     *
     * @throws org.springframework.dao.DuplicateKeyException if there is one of that value
     */
    Scope create(Scope scope) {
        return bind(
                        jdbc.sql(
                                """
                                insert into identity.scope
                                       (value, description, icon, default_scope, restricted)
                                values (:value, :description, :icon, :byDefault,
                                        :restricted)
                                returning *
                                """),
                        scope)
                .query(RegisteredScopes::scope)
                .single();
    }

    /**
     * Changes the scope of this id; empty if there is none.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another one has that value
     */
    Optional<Scope> update(Scope scope) {
        return bind(
                        jdbc.sql(
                                """
                                update identity.scope
                                   set value = :value, description = :description,
                                       icon = :icon, default_scope = :byDefault,
                                       restricted = :restricted
                                 where id = :id
                                returning *
                                """),
                        scope)
                .param("id", scope.id())
                .query(RegisteredScopes::scope)
                .optional();
    }

    void delete(long id) {
        jdbc.sql("delete from identity.scope where id = :id").param("id", id).update();
    }

    /** Makes the next {@link #open()} read the table; to be called after a change is committed. */
    void forget() {
        snapshot.set(new Snapshot(Set.of(), Instant.MIN));
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Scope scope) {
        return statement
                .param("value", scope.value())
                .param("description", scope.description())
                .param("icon", scope.icon())
                .param("byDefault", scope.defaultScope())
                .param("restricted", scope.restricted());
    }

    private static Scope scope(ResultSet row, int number) throws SQLException {
        return new Scope(
                row.getLong("id"),
                row.getString("value"),
                row.getString("description"),
                row.getString("icon"),
                row.getBoolean("default_scope"),
                row.getBoolean("restricted"));
    }
}
