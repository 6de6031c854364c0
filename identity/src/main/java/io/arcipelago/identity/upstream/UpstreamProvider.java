package io.arcipelago.identity.upstream;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.linking.OidcIdentity;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One provider: where its endpoints are, and what it answers there. */
final class UpstreamProvider {

    private static final Logger log = LoggerFactory.getLogger(UpstreamProvider.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration METADATA_LIVE = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration KEYS_LIVE = Duration.ofMinutes(15);
    private static final Duration KEYS_WAIT = Duration.ofSeconds(10);
    private static final Duration KEYS_INTERVAL = Duration.ofSeconds(5);

    private static final List<String> PERSONAL =
            List.of("email", "given_name", "family_name", "name", "preferred_username");
    private static final int LONGEST_CLAIM = 255;

    /** What a good sign-in tells. */
    record Person(
            OidcIdentity identity,
            Optional<String> acr,
            List<String> amr,
            Map<String, String> claims) {}

    private record Known(UpstreamMetadata metadata, IdTokenRules rules, Instant until) {}

    private final String id;
    private final UpstreamSettings.Provider settings;
    private final String redirectUri;
    private final InstantSource clock;
    private final UpstreamHttp http = new UpstreamHttp();
    private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

    UpstreamProvider(
            String id,
            UpstreamSettings.Provider settings,
            String redirectUri,
            InstantSource clock) {
        this.id = id;
        this.settings = settings;
        this.redirectUri = redirectUri;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    String issuer() {
        return settings.issuer();
    }

    String name() {
        return settings.name().isBlank() ? id : settings.name();
    }

    /** Where the browser goes for a sign-in. */
    String authorizationUrl(String state, String nonce, String challenge) throws UpstreamFailure {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", redirectUri);
        query.put("scope", String.join(" ", settings.scopes()));
        query.put("state", state);
        query.put("nonce", nonce);
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        URI endpoint = known().metadata().authorization();
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + UpstreamHttp.encode(query);
    }

    /** RFC 9207, section 2.4: an answer of another provider must not be taken for this one's. */
    void requireOwnAnswer(Optional<String> iss) throws UpstreamFailure {
        boolean own =
                iss.map(settings.issuer()::equals)
                        .orElseGet(() ->
                                !known.get()
                                        .map(Known::metadata)
                                        .map(UpstreamMetadata::announcesIss)
                                        .orElse(false));
        if (!own) {
            throw new UpstreamFailure(
                    "issuer",
                    "The answer did not come from "
                            + name()
                            + ", where the sign-in began. Please sign in again.");
        }
    }

    /** Exchanges the code for the person. */
    Person person(String code, String verifier, String nonce) throws UpstreamFailure {
        Known provider = known();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        boolean basic = provider.metadata().secretInBasic() && !settings.clientSecret().isEmpty();
        if (!basic) {
            form.put("client_id", settings.clientId());
            if (!settings.clientSecret().isEmpty()) {
                form.put("client_secret", settings.clientSecret());
            }
        }
        JsonNode answer;
        try {
            answer =
                    JSON.readTree(
                            http.post(
                                    provider.metadata().token(),
                                    form,
                                    settings.clientId(),
                                    basic ? settings.clientSecret() : ""));
        } catch (IOException | JacksonException failed) {
            throw unreachable("token", failed);
        }
        JWTClaimsSet claims =
                provider.rules().check(answer.path("id_token").asString(""), nonce, name());
        OidcIdentity identity = new OidcIdentity(settings.issuer(), claims.getSubject());
        return new Person(
                identity,
                settings.trustAcr()
                        ? Optional.ofNullable(IdTokenRules.text(claims, "acr"))
                        : Optional.empty(),
                IdTokenRules.texts(claims, "amr"),
                personal(provider, claims, answer.path("access_token").asString("")));
    }

    /** The claims for a form; the userinfo endpoint fills the gaps if it answers. */
    private Map<String, String> personal(Known provider, JWTClaimsSet claims, String token) {
        Map<String, String> personal = new LinkedHashMap<>();
        for (String name : PERSONAL) {
            keep(personal, name, IdTokenRules.text(claims, name));
        }
        Optional<URI> userInfo = provider.metadata().userInfo();
        if (userInfo.isPresent() && !token.isEmpty() && !personal.containsKey("email")) {
            try {
                JsonNode more = JSON.readTree(http.get(userInfo.get(), Optional.of(token)));
                // OpenID Connect Core 1.0, section 5.3.2: of another subject it must not be used.
                if (more.path("sub").asString("").equals(claims.getSubject())) {
                    PERSONAL.forEach(name -> keep(personal, name, more.path(name).asString("")));
                }
            } catch (IOException | JacksonException silent) {
                log.info("Provider {} answers no userinfo; the form stays empty", id);
            }
        }
        return personal;
    }

    private static void keep(Map<String, String> claims, String name, @Nullable String value) {
        if (value != null && !value.isBlank() && value.length() <= LONGEST_CLAIM) {
            claims.putIfAbsent(name, value.strip());
        }
    }

    private Known known() throws UpstreamFailure {
        Optional<Known> before = known.get();
        if (before.isPresent() && clock.instant().isBefore(before.get().until())) {
            return before.get();
        }
        try {
            Known fresh = discovered(before);
            known.set(Optional.of(fresh));
            return fresh;
        } catch (IOException | IllegalArgumentException | JacksonException failed) {
            if (before.isPresent()) {
                log.warn("The metadata of provider {} cannot be renewed; the old one is used", id);
                Known old = before.get();
                known.set(
                        Optional.of(
                                new Known(
                                        old.metadata(), old.rules(), clock.instant().plus(RETRY))));
                return old;
            }
            throw unreachable("discovery", failed);
        }
    }

    private Known discovered(Optional<Known> before) throws IOException {
        String base = settings.issuer().replaceFirst("/$", "");
        URI document = URI.create(base + "/.well-known/openid-configuration");
        UpstreamMetadata metadata =
                UpstreamMetadata.of(
                        settings.issuer(), JSON.readTree(http.get(document, Optional.empty())));
        IdTokenRules rules =
                before.filter(old -> old.metadata().keys().equals(metadata.keys()))
                        .map(Known::rules)
                        .orElseGet(() ->
                                new IdTokenRules(
                                        settings.issuer(),
                                        settings.clientId(),
                                        keys(metadata.keys()),
                                        clock));
        return new Known(metadata, rules, clock.instant().plus(METADATA_LIVE));
    }

    /** An unknown key makes the set be fetched again, but not in a row. */
    private JWKSource<SecurityContext> keys(URI location) {
        try {
            return JWKSourceBuilder.create(
                            location.toURL(),
                            url ->
                                    new Resource(
                                            http.get(URI.create(url.toString()), Optional.empty()),
                                            "application/json"))
                    .cache(KEYS_LIVE.toMillis(), KEYS_WAIT.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(KEYS_INTERVAL.toMillis())
                    .build();
        } catch (MalformedURLException unusable) {
            throw new IllegalArgumentException("No usable jwks_uri", unusable);
        }
    }

    private UpstreamFailure unreachable(String what, Exception failed) {
        log.warn("Provider {} failed at {}: {}", id, what, failed.getMessage());
        return new UpstreamFailure(
                what, name() + " did not answer as it should. Please try again later.", failed);
    }
}
