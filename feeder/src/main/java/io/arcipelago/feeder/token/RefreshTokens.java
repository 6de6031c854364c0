package io.arcipelago.feeder.token;

import io.arcipelago.feeder.token.TokenEndpoint.Tokens;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refreshes a robot's access tokens. An issuer may give a new refresh token each time and end the
 * old one, so the last one is kept for all replicas and they take turns. The configured file is the
 * beginning, and a beginning again whenever it changes.
 */
@Component
class RefreshTokens {

    private static final String OWNER = "feeder";

    private final TokenEndpoint endpoint;
    private final SecretStore secrets;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    RefreshTokens(
            TokenEndpoint endpoint,
            SecretStore secrets,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    Tokens refresh(ClientSettings client) {
        String first =
                TokenEndpoint.secret(client, client.refreshTokenFile(), "refresh-token-file");
        return transactions.execute(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:turn, 0))")
                    .param("turn", "feeder.refresh " + client.issuer())
                    .query((row, number) -> number)
                    .list();
            SecretRef ref = new SecretRef(OWNER, "refresh-token " + client.issuer());
            // Kept with the beginning that it came from.
            String beginning = digest(first) + " ";
            Optional<String> last =
                    secrets.get(ref)
                            .filter(it -> it.startsWith(beginning))
                            .map(it -> it.substring(beginning.length()));
            Tokens tokens = endpoint.refresh(client, last.orElse(first));
            tokens.refreshToken()
                    .filter(it -> !it.equals(last.orElse(first)))
                    .ifPresent(it -> secrets.put(ref, beginning + it));
            return tokens;
        });
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
