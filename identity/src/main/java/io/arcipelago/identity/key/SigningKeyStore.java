package io.arcipelago.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where signing keys are kept: the public half in a table, the private half in the secret store.
 */
@Component
class SigningKeyStore {

    static final String OWNER = "identity";

    private static final int MODULUS_BITS = 2048;

    /** Arbitrary but fixed: replicas that start together make one key, not one each. */
    private static final long CREATION_TURN = 0x6964_6b65_79L;

    private final JdbcClient jdbc;
    private final SecretStore secrets;
    private final TransactionTemplate transaction;

    SigningKeyStore(JdbcClient jdbc, SecretStore secrets, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Every published key by its id, public halves only, the oldest first. */
    Map<String, RSAKey> publicKeys() {
        Map<String, RSAKey> keys = new LinkedHashMap<>();
        jdbc.sql("select kid, public_jwk from identity.signing_key order by created_at")
                .query(row -> {
                    keys.put(row.getString("kid"), parse(row.getString("public_jwk")));
                });
        return keys;
    }

    /** The key that signs, with its private half; made now if there is none yet. */
    RSAKey activeKey(Instant now) {
        return activeKid().map(this::withPrivateHalf).orElseGet(() -> create(now));
    }

    private RSAKey create(Instant now) {
        RSAKey made =
                transaction.execute(status -> {
                    jdbc.sql("select pg_advisory_xact_lock(:turn)")
                            .param("turn", CREATION_TURN)
                            .query(row -> {});
                    Optional<String> others = activeKid();
                    return others.isPresent()
                            ? withPrivateHalf(others.get())
                            : store(generate(), now);
                });
        if (made == null) {
            throw new IllegalStateException("The transaction that makes a signing key gave none");
        }
        return made;
    }

    private RSAKey store(RSAKey key, Instant now) {
        jdbc.sql(
                        """
                        insert into identity.signing_key
                               (kid, algorithm, state, public_jwk, created_at, activated_at)
                        values (:kid, :algorithm, :state, :jwk, :now, :now)
                        """)
                .param("kid", key.getKeyID())
                .param("algorithm", JWSAlgorithm.RS256.getName())
                .param("state", KeyState.ACTIVE.column())
                .param("jwk", key.toPublicJWK().toJSONString())
                .param("now", Columns.timestamp(now))
                .update();
        secrets.put(secret(key.getKeyID()), key.toJSONString());
        return key;
    }

    private Optional<String> activeKid() {
        return jdbc.sql("select kid from identity.signing_key where state = :active")
                .param("active", KeyState.ACTIVE.column())
                .query(String.class)
                .optional();
    }

    private RSAKey withPrivateHalf(String kid) {
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

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(MODULUS_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("An RSA key cannot be generated", e);
        }
    }

    private static RSAKey parse(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            // The cause may quote the key, so it is left out.
            throw new IllegalStateException("A stored signing key is not a JWK");
        }
    }
}
