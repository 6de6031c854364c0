package io.arcipelago.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where signing keys are kept: the public half in a table, the private half in the secret store.
 */
@Component
class SigningKeyStore {

    static final String OWNER = "identity";

    private static final int MODULUS_BITS = 2048;

    /** Arbitrary but fixed: of replicas that change keys, one waits for the other. */
    private static final long CHANGE_TURN = 0x6964_6b65_79L;

    private final JdbcClient jdbc;
    private final SecretStore secrets;

    SigningKeyStore(JdbcClient jdbc, SecretStore secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** Every published key, public halves only, the oldest first. */
    List<StoredKey> all() {
        return jdbc.sql("select * from identity.signing_key order by created_at, algorithm desc")
                .query(SigningKeyStore::key)
                .list();
    }

    /** Waits until no other replica changes keys; to the end of the running transaction. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:turn)").param("turn", CHANGE_TURN).query(row -> {});
    }

    /** Makes a key in this state and returns its id; the active one must have retired before. */
    String make(SigningAlgorithm algorithm, KeyState state, Instant now) {
        JWK key = generate(algorithm);
        jdbc.sql(
                        """
                        insert into identity.signing_key
                               (kid, algorithm, state, public_jwk, created_at, activated_at)
                        values (:kid, :algorithm, :state, :jwk, :now,
                                case when :state = 'active' then :now::timestamptz end)
                        """)
                .param("kid", key.getKeyID())
                .param("algorithm", algorithm.name())
                .param("state", state.column())
                .param("jwk", key.toPublicJWK().toJSONString())
                .param("now", Columns.timestamp(now))
                .update();
        secrets.put(secret(key.getKeyID()), key.toJSONString());
        return key.getKeyID();
    }

    /** Lets the active key of the algorithm sign no more; its id, if there was one. */
    Optional<String> retire(SigningAlgorithm algorithm, Instant now) {
        return jdbc.sql(
                        """
                        update identity.signing_key set state = 'retired', retired_at = :now
                         where algorithm = :algorithm and state = 'active'
                        returning kid
                        """)
                .param("algorithm", algorithm.name())
                .param("now", Columns.timestamp(now))
                .query(String.class)
                .optional();
    }

    /** Lets a published key sign. */
    void activate(String kid, Instant now) {
        jdbc.sql(
                        """
                        update identity.signing_key set state = 'active', activated_at = :now
                         where kid = :kid and state = 'published'
                        """)
                .param("kid", kid)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** Destroys a retired key. */
    void remove(String kid) {
        jdbc.sql("delete from identity.signing_key where kid = :kid and state = 'retired'")
                .param("kid", kid)
                .update();
        secrets.delete(secret(kid));
    }

    /** The longest life of an access token of any client. */
    Duration longestToken() {
        return Duration.ofSeconds(
                jdbc.sql("select coalesce(max(access_token_seconds), 0) from identity.client")
                        .query(Long.class)
                        .single());
    }

    /** The key with its private half. */
    JWK withPrivateHalf(String kid) {
        return secrets.get(secret(kid))
                .map(SigningKeyStore::parse)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The secret store has no private half of signing key "
                                        + kid
                                        + "; restore the secret store that belongs to this"
                                        + " database"));
    }

    private static SecretRef secret(String kid) {
        return new SecretRef(OWNER, "signing-key/" + kid);
    }

    private static JWK generate(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> generate(new RSAKeyGenerator(MODULUS_BITS), algorithm.jws());
            case ES256 -> generate(new ECKeyGenerator(Curve.P_256), algorithm.jws());
        };
    }

    private static JWK generate(JWKGenerator<? extends JWK> generator, JWSAlgorithm algorithm) {
        try {
            return generator
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(algorithm)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No key for " + algorithm + " can be generated", e);
        }
    }

    private static StoredKey key(ResultSet row, int number) throws SQLException {
        return new StoredKey(
                row.getString("kid"),
                SigningAlgorithm.valueOf(row.getString("algorithm")),
                KeyState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                parse(row.getString("public_jwk")),
                Columns.instant(row, "created_at"),
                Optional.ofNullable(Columns.instantOrNull(row, "activated_at")),
                Optional.ofNullable(Columns.instantOrNull(row, "retired_at")));
    }

    private static JWK parse(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException e) {
            // The cause may quote the key, so it is left out.
            throw new IllegalStateException("A stored signing key is not a JWK");
        }
    }
}
