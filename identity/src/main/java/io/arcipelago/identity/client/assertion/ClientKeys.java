package io.arcipelago.identity.client.assertion;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The public keys of clients, from their registration or from where it points. */
@Component
public class ClientKeys {

    /** What a client may sign with; a symmetric algorithm never meets a public key. */
    public static final List<String> ALGORITHMS = List.of("RS256", "PS256", "ES256");

    private static final int SMALLEST_RSA = 2048;

    /** Without a kid several keys may fit; more would be work for a stranger's request. */
    private static final int MOST_TRIED = 5;

    /**
     * How the client authenticates.
     *
     * @param method its {@code token_endpoint_auth_method}
     */
    record Registered(String method, Optional<URI> jwksUri, Optional<String> jwks) {}

    private final JdbcClient jdbc;
    private final RemoteKeySets remote;

    ClientKeys(JdbcClient jdbc, RemoteKeySets remote) {
        this.jdbc = jdbc;
        this.remote = remote;
    }

    /** Whether at least one key of the set can check an assertion. */
    public static boolean hasUsable(JWKSet keys) {
        return keys.getKeys().stream().anyMatch(ClientKeys::usable);
    }

    Optional<Registered> find(String client) {
        return jdbc.sql("select auth_method, jwks_uri, jwk from identity.client where id = :id")
                .param("id", client)
                .query((row, number) ->
                        new Registered(
                                row.getString("auth_method"),
                                Optional.ofNullable(row.getString("jwks_uri")).map(URI::create),
                                Optional.ofNullable(row.getString("jwk"))))
                .optional();
    }

    /**
     * The keys that may have signed what has this header.
     *
     * @throws RemoteKeySets.NotFetched if the client's keys cannot be fetched
     */
    List<JWK> candidates(Registered registered, JWSHeader header) throws RemoteKeySets.NotFetched {
        if (registered.jwks().isPresent()) {
            try {
                return matching(JWKSet.parse(registered.jwks().get()), header);
            } catch (ParseException e) {
                throw new IllegalStateException("A client's stored keys cannot be read", e);
            }
        }
        if (registered.jwksUri().isEmpty()) {
            return List.of();
        }
        URI uri = registered.jwksUri().get();
        List<JWK> known = matching(remote.get(uri), header);
        return known.isEmpty() ? matching(remote.getNewer(uri), header) : known;
    }

    private static List<JWK> matching(JWKSet keys, JWSHeader header) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        if (matcher == null) {
            return List.of();
        }
        return new JWKSelector(matcher)
                .select(keys).stream().filter(ClientKeys::usable).limit(MOST_TRIED).toList();
    }

    private static boolean usable(JWK key) {
        Set<String> algorithms = Set.copyOf(ALGORITHMS);
        boolean fits =
                key.getAlgorithm() == null || algorithms.contains(key.getAlgorithm().getName());
        return fits
                && switch (key) {
                    case RSAKey rsa -> rsa.size() >= SMALLEST_RSA;
                    case ECKey curve -> Curve.P_256.equals(curve.getCurve());
                    default -> false;
                };
    }

    static boolean allowed(JWSAlgorithm algorithm) {
        return ALGORITHMS.contains(algorithm.getName());
    }
}
