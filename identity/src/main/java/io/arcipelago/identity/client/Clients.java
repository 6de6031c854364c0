package io.arcipelago.identity.client;

import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The registered clients. */
@Component
public class Clients {

    private static final int MOST_KNOWN = 10_000;

    private record Known(String version, Client client) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Clients(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The client if it is registered and not suspended. For a while after a rotation its {@link
     * Client#secretHash} names two digests, separated by a blank: {@link ClientSecretDigest}.
     *
     * <p>Whether the row is still the one that was read is asked each time, so that a change counts
     * at once on every replica; what costs, its lists, is read after a change only.
     */
    public Optional<Client> find(String id) {
        Optional<String> version = version(id);
        if (version.isEmpty()) {
            known.remove(id);
            return Optional.empty();
        }
        Known before = known.get(id);
        if (before != null && before.version().equals(version.get())) {
            return Optional.of(before.client());
        }
        Optional<Client> read = read(id);
        read.ifPresent(client -> {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(id, new Known(version.get(), client));
        });
        return read;
    }

    /**
     * What changes with every change of the client's row, or of which of its secrets are good. A
     * new version of a row has another place and transaction; together they do not come back.
     */
    private Optional<String> version(String id) {
        return jdbc.sql(
                        """
                        select ctid::text || xmin::text
                               || case when previous_secret_until > :now then '+' else '' end
                          from identity.client where id = :id and active
                        """)
                .param("id", id)
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) -> row.getString(1))
                .optional();
    }

    private Optional<Client> read(String id) {
        return jdbc.sql(
                        """
                        select c.*, case when c.previous_secret_until > :now
                                         then c.secret_hash || ' ' || c.previous_secret_hash
                                         else c.secret_hash end as good_secrets
                          from identity.client c
                         where c.id = :id and c.active
                        """)
                .param("id", id)
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) -> read(row, row.getString("good_secrets")))
                .optional();
    }

    /** Registers the client, or brings its registration to this state. */
    public void save(Client client, Instant now) {
        jdbc.sql(
                        """
                        insert into identity.client
                               (id, name, secret_hash, redirect_uris, post_logout_redirect_uris,
                                grant_types, scopes, audiences, require_pkce, first_party,
                                may_introspect, exchange_origins, exchange_added_scopes,
                                access_token_seconds, refresh_token_seconds,
                                rotate_refresh_tokens, active, bound_tokens, created_at,
                                updated_at)
                        values (:id, :name, :secret, :redirects, :postLogout, :grants, :scopes,
                                :audiences, :pkce, :firstParty, :introspect, :origins, :added,
                                :accessSeconds, :refreshSeconds, :rotate, :active, :bound, :now,
                                :now)
                        on conflict (id) do update set
                               name = excluded.name,
                               secret_hash = excluded.secret_hash,
                               redirect_uris = excluded.redirect_uris,
                               post_logout_redirect_uris = excluded.post_logout_redirect_uris,
                               grant_types = excluded.grant_types,
                               scopes = excluded.scopes,
                               audiences = excluded.audiences,
                               require_pkce = excluded.require_pkce,
                               first_party = excluded.first_party,
                               may_introspect = excluded.may_introspect,
                               exchange_origins = excluded.exchange_origins,
                               exchange_added_scopes = excluded.exchange_added_scopes,
                               access_token_seconds = excluded.access_token_seconds,
                               refresh_token_seconds = excluded.refresh_token_seconds,
                               rotate_refresh_tokens = excluded.rotate_refresh_tokens,
                               active = excluded.active,
                               bound_tokens = excluded.bound_tokens,
                               updated_at = excluded.updated_at
                        """)
                .param("id", client.id())
                .param("name", client.name())
                .param("secret", client.secretHash().orElse(null))
                .param("redirects", Columns.texts(client.redirectUris()))
                .param("postLogout", Columns.texts(client.postLogoutRedirectUris()))
                .param("grants", Columns.texts(client.grants()))
                .param("scopes", Columns.texts(client.scopes()))
                .param("audiences", Columns.texts(client.audiences()))
                .param("pkce", client.requirePkce())
                .param("firstParty", client.firstParty())
                .param("introspect", client.mayIntrospect())
                .param("origins", Columns.texts(client.exchange().origins()))
                .param("added", Columns.texts(client.exchange().addedScopes()))
                .param("accessSeconds", Math.toIntExact(client.accessTokenLife().toSeconds()))
                .param("refreshSeconds", Math.toIntExact(client.refreshTokenLife().toSeconds()))
                .param("rotate", client.rotateRefreshTokens())
                .param("active", client.active())
                .param("bound", client.boundTokens())
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** The client of a row of {@code identity.client}, suspended or not. */
    public static Client read(ResultSet row) throws SQLException {
        return read(row, row.getString("secret_hash"));
    }

    private static Client read(ResultSet row, @Nullable String secretHash) throws SQLException {
        return new Client(
                row.getString("id"),
                row.getString("name"),
                Optional.ofNullable(secretHash),
                set(row, "redirect_uris"),
                set(row, "post_logout_redirect_uris"),
                set(row, "grant_types"),
                set(row, "scopes"),
                set(row, "audiences"),
                row.getBoolean("require_pkce"),
                row.getBoolean("first_party"),
                row.getBoolean("may_introspect"),
                new Client.ExchangePolicy(
                        set(row, "exchange_origins"), set(row, "exchange_added_scopes")),
                Duration.ofSeconds(row.getInt("access_token_seconds")),
                Duration.ofSeconds(row.getInt("refresh_token_seconds")),
                row.getBoolean("rotate_refresh_tokens"),
                row.getBoolean("active"),
                row.getBoolean("bound_tokens"));
    }

    private static Set<String> set(ResultSet row, String column) throws SQLException {
        return Set.copyOf(Columns.texts(row, column));
    }
}
