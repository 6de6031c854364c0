package io.arcipelago.identity.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.key.SigningAlgorithm;
import io.arcipelago.identity.key.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes access tokens (RFC 9068) and ID tokens (OpenID Connect Core 1.0, section 2). Both are
 * self-contained; neither is stored anywhere.
 */
@Component
public class TokenSigner {

    /** The claim that names the grant behind a person's token, by which it can be revoked. */
    public static final String GRANT_CLAIM = "grant_id";

    static final String ACCESS_TOKEN_TYPE = "at+jwt";

    private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(10);

    private final Issuer issuer;
    private final SigningKeys keys;
    private final Profiles profiles;
    private final ClientTokenSettings settings;
    private final InstantSource clock;

    TokenSigner(
            Issuer issuer,
            SigningKeys keys,
            Profiles profiles,
            ClientTokenSettings settings,
            InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.profiles = profiles;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * An access token for the client.
     *
     * @param scopes in the order in which they were asked for
     * @param key the thumbprint of the key to which it is bound (RFC 9449, section 6.1)
     */
    public SignedToken accessToken(
            Client client,
            Subject subject,
            Collection<String> scopes,
            List<String> audience,
            Optional<String> key) {
        // JWT times are whole seconds; rounding here keeps the answer and the token in agreement.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiry = now.plus(client.accessTokenLife());
        Set<String> sorted = new TreeSet<>(scopes);
        Profile profile = profiles.of(client);
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer.value())
                        .subject(subject.identifier())
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(expiry))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("client_id", client.id())
                        .claim("scope", String.join(" ", sorted));
        profile.notBeforeOffset()
                .ifPresent(offset -> claims.notBeforeTime(Date.from(now.minus(offset))));
        profile.tokenClaims().forEach(claims::claim);
        key.ifPresent(thumbprint -> claims.claim("cnf", Map.of("jkt", thumbprint)));
        switch (subject) {
            case Subject.OfPerson(
                            Person person,
                            UUID grant,
                            Proof proof,
                            Map<String, Object> actor) -> {
                claims.claim(GRANT_CLAIM, grant.toString())
                        .claim("auth_time", proof.at().getEpochSecond());
                proof.acr().ifPresent(acr -> claims.claim("acr", acr));
                profile.accessTokenClaims(person, scopes).forEach(claims::claim);
                if (!actor.isEmpty()) {
                    claims.claim("act", actor);
                }
            }
            case Subject.OfClient(String id, List<String> groups) ->
                    profile.groupClaims(groups, scopes).forEach(claims::claim);
        }
        return new SignedToken(sign(client, claims, ACCESS_TOKEN_TYPE), sorted, now, expiry);
    }

    /** An ID token for the client. */
    public String idToken(
            Client client,
            Subject.OfPerson subject,
            Collection<String> scopes,
            Optional<String> nonce) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer.value())
                        .subject(subject.identifier())
                        .audience(client.id())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(ID_TOKEN_LIFE)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("azp", client.id())
                        .claim("auth_time", subject.proof().at().getEpochSecond());
        subject.proof().acr().ifPresent(acr -> claims.claim("acr", acr));
        if (!subject.proof().methods().isEmpty()) {
            claims.claim("amr", subject.proof().sortedMethods());
        }
        Profile profile = profiles.of(client);
        profile.tokenClaims().forEach(claims::claim);
        profile.personClaims(subject.person(), scopes).forEach(claims::claim);
        nonce.ifPresent(value -> claims.claim("nonce", value));
        return sign(client, claims, "JWT");
    }

    private String sign(Client client, JWTClaimsSet.Builder claims, String type) {
        SigningAlgorithm algorithm =
                settings.of(client.id()).signingAlgorithm().orElseGet(keys::defaultAlgorithm);
        return keys.sign(claims.build(), type, algorithm);
    }
}
