package io.arcipelago.identity.client.assertion;

import static io.arcipelago.identity.client.assertion.ClientAssertionConverter.invalidClient;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.Issuer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Checks client assertions (RFC 7523, section 3): signed by the client's own key with an allowed
 * algorithm, made by the client about itself, for this provider alone, still good, not good for
 * long, and never seen before. What is wrong is told, because only the client learns it.
 */
@Component
public class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

    private static final String KIND = "client-assertion";
    private static final int MAX_IDENTIFIER = 256;

    private final ClientKeys keys;
    private final KeptSecrets secrets;
    private final UsedIdentifiers used;
    private final ClientAssertionSettings settings;
    private final InstantSource clock;
    private final Set<String> audiences;

    ClientAssertions(
            ClientKeys keys,
            KeptSecrets secrets,
            UsedIdentifiers used,
            ClientAssertionSettings settings,
            InstantSource clock,
            Issuer issuer) {
        this.keys = keys;
        this.secrets = secrets;
        this.used = used;
        this.settings = settings;
        this.clock = clock;
        this.audiences =
                Set.of(
                        issuer.value(),
                        issuer.url("/token"),
                        issuer.url("/par"),
                        issuer.url("/introspect"),
                        issuer.url("/revoke"),
                        issuer.url("/devicecode"));
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        return assertion -> check(client.getClientId(), assertion);
    }

    private Jwt check(String client, String assertion) {
        ClientKeys.Registered registered =
                keys.find(client).orElseThrow(() -> invalidClient("Unknown client"));
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            boolean genuine =
                    switch (registered.method()) {
                        case "private_key_jwt" -> signedByKey(registered, jwt);
                        case "client_secret_jwt" -> signedBySecret(client, jwt);
                        default ->
                                throw invalidClient(
                                        "The client is registered for "
                                                + registered.method()
                                                + ", not for an assertion");
                    };
            if (!genuine) {
                throw invalidClient(
                        "client_assertion is not signed by a key that the client registered");
            }
            return checkClaims(client, jwt.getJWTClaimsSet(), assertion);
        } catch (ParseException notAJwt) {
            throw invalidClient("client_assertion is not a signed JWT");
        }
    }

    private boolean signedByKey(ClientKeys.Registered registered, SignedJWT jwt) {
        if (!ClientKeys.allowed(jwt.getHeader().getAlgorithm())) {
            throw algorithm(jwt.getHeader().getAlgorithm(), ClientKeys.ALGORITHMS);
        }
        try {
            for (JWK key : keys.candidates(registered, jwt.getHeader())) {
                if (jwt.verify(verifier(key))) {
                    return true;
                }
            }
            return false;
        } catch (RemoteKeySets.NotFetched failed) {
            throw invalidClient("The client's keys are not there: " + failed.getMessage());
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private boolean signedBySecret(String client, SignedJWT jwt) {
        if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
            throw algorithm(jwt.getHeader().getAlgorithm(), List.of("HS256"));
        }
        String secret =
                secrets.of(client)
                        .orElseThrow(() ->
                                invalidClient("The client has no secret; make a new one for it"));
        try {
            return jwt.verify(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
            case ECKey curve -> new ECDSAVerifier(curve.toECPublicKey());
            default -> throw new JOSEException("Keys of type " + key.getKeyType() + " do not fit");
        };
    }

    private Jwt checkClaims(String client, JWTClaimsSet claims, String assertion) {
        if (!client.equals(claims.getIssuer()) || !client.equals(claims.getSubject())) {
            throw invalidClient("iss and sub of client_assertion must both be the client_id");
        }
        // An assertion that is good elsewhere too could be carried here by the other server.
        if (claims.getAudience().isEmpty() || !audiences.containsAll(claims.getAudience())) {
            throw invalidClient(
                    "aud of client_assertion must be this provider's issuer or token endpoint and"
                            + " nothing else");
        }
        Instant now = clock.instant();
        Instant early = now.plus(settings.clockSkew());
        Date expiry = claims.getExpirationTime();
        if (expiry == null || !now.isBefore(expiry.toInstant().plus(settings.clockSkew()))) {
            throw invalidClient("client_assertion has no exp, or it has passed");
        }
        if (expiry.toInstant().isAfter(early.plus(settings.longestLife()))) {
            throw invalidClient(
                    "client_assertion is good for too long; its exp may be at most "
                            + settings.longestLife().toSeconds()
                            + " seconds from now");
        }
        if (isAfter(claims.getNotBeforeTime(), early) || isAfter(claims.getIssueTime(), early)) {
            throw invalidClient("client_assertion is not good yet; look at the client's clock");
        }
        String identifier = claims.getJWTID();
        if (identifier == null || identifier.isBlank() || identifier.length() > MAX_IDENTIFIER) {
            throw invalidClient(
                    "client_assertion needs a jti of at most " + MAX_IDENTIFIER + " characters");
        }
        Instant end = expiry.toInstant().plus(settings.clockSkew());
        if (!used.use(KIND, client, identifier, end)) {
            throw invalidClient("client_assertion was used before; make a new one each time");
        }
        return Jwt.withTokenValue(assertion)
                .header("alg", "checked")
                .subject(client)
                .issuer(client)
                .jti(identifier)
                .expiresAt(end)
                .build();
    }

    private static boolean isAfter(@Nullable Date date, Instant latest) {
        return date != null && date.toInstant().isAfter(latest);
    }

    private static AssertionRefused algorithm(JWSAlgorithm given, List<String> allowed) {
        return invalidClient(
                "client_assertion is signed with "
                        + (given.getName().length() > 20 ? "another algorithm" : given.getName())
                        + "; it must be "
                        + String.join(", ", allowed));
    }
}
