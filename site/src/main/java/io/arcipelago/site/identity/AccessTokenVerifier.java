package io.arcipelago.site.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.arcipelago.site.config.SiteConfig.IdentityProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks access tokens of one issuer: signature by the issuer's published keys, which are cached
 * and fetched again when a token names an unknown one, {@code exp} and {@code iss}.
 */
final class AccessTokenVerifier {

    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LARGEST_DOCUMENT = 512 * 1024;

    /** At most two fetches of the keys in this time, however many unknown keys are named. */
    private static final long FETCH_INTERVAL_MILLIS = 5000;

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384);

    private final IdentityProvider provider;
    private final InstantSource clock;
    private final ReentrantLock preparing = new ReentrantLock();
    private volatile @Nullable DefaultJWTProcessor<SecurityContext> processor;

    AccessTokenVerifier(IdentityProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** Empty if the token is not valid; raises IOException if the issuer cannot be asked. */
    Optional<JWTClaimsSet> verify(String token) throws IOException {
        try {
            return Optional.of(processor().process(token, null));
        } catch (KeySourceException e) {
            throw new IOException("the keys of " + provider.issuer() + " cannot be fetched", e);
        } catch (BadJOSEException | JOSEException | ParseException e) {
            return Optional.empty();
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor() throws IOException {
        DefaultJWTProcessor<SecurityContext> ready = processor;
        if (ready != null) {
            return ready;
        }
        preparing.lock();
        try {
            DefaultJWTProcessor<SecurityContext> made = processor;
            if (made == null) {
                made = prepare(jwksUri());
                processor = made;
            }
            return made;
        } finally {
            preparing.unlock();
        }
    }

    private DefaultJWTProcessor<SecurityContext> prepare(URL jwks) {
        JWKSource<SecurityContext> keys =
                JWKSourceBuilder.<SecurityContext>create(
                                jwks,
                                new DefaultResourceRetriever(
                                        TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_DOCUMENT))
                        .rateLimited(FETCH_INTERVAL_MILLIS)
                        .build();
        DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
        made.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        made.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        provider.audience().orElse(null),
                        new JWTClaimsSet.Builder().issuer(provider.issuer()).build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                });
        return made;
    }

    private URL jwksUri() throws IOException {
        if (provider.jwksUri().isPresent()) {
            return url(provider.jwksUri().get());
        }
        String issuer = provider.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        String document =
                new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_DOCUMENT)
                        .retrieveResource(url(base + "/.well-known/openid-configuration"))
                        .getContent();
        JsonNode discovery = JsonMapper.builder().build().readTree(document);
        String found = discovery.path("jwks_uri").asString("");
        if (!discovery.path("issuer").asString("").equals(issuer) || found.isEmpty()) {
            throw new IOException(
                    "the discovery document of " + issuer + " names another issuer or no keys");
        }
        return url(found);
    }

    private static URL url(String text) throws IOException {
        try {
            return URI.create(text).toURL();
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw new IOException("'" + text + "' is not a URL", e);
        }
    }

    /** The groups that the token names. */
    List<String> groups(JWTClaimsSet claims) {
        try {
            List<String> groups = claims.getStringListClaim(provider.groupsClaim());
            return groups == null ? List.of() : List.copyOf(groups);
        } catch (ParseException e) {
            return List.of();
        }
    }
}
