package io.arcipelago.platform.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches an issuer's keys, and before that finds out where they are (OpenID Connect Discovery 1.0,
 * section 4) unless that is configured. Caching and limits are its caller's.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final int READ_TIMEOUT_MS = 5_000;
    private static final int MAX_BYTES = 256 * 1024;

    private final String issuer;
    private final @Nullable URI jwksUri;
    private final JsonMapper json;
    private final ResourceRetriever http =
            new DefaultResourceRetriever(CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_BYTES);

    private volatile boolean unreachable;

    IssuerKeys(String issuer, @Nullable URI jwksUri, JsonMapper json) {
        this.issuer = issuer;
        this.jwksUri = jwksUri;
        this.json = json;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
            throws JWKSetRetrievalException {
        try {
            URL url = (jwksUri == null ? discover() : jwksUri).toURL();
            JWKSet keys = JWKSet.parse(http.retrieveResource(url).getContent());
            unreachable = false;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException failed) {
            unreachable = true;
            throw new JWKSetRetrievalException("No keys from issuer " + issuer, failed);
        }
    }

    /** Whether the last fetch failed. */
    boolean unreachable() {
        return unreachable;
    }

    private URI discover() throws IOException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URL url = URI.create(base + "/.well-known/openid-configuration").toURL();
        JsonNode metadata;
        try {
            metadata = json.readTree(http.retrieveResource(url).getContent());
        } catch (JacksonException notJson) {
            throw new IOException(url + " answers no JSON", notJson);
        }
        // Section 4.3: metadata of somebody else must not be used.
        if (!metadata.path("issuer").asString("").equals(issuer)) {
            throw new IOException(url + " describes another issuer");
        }
        return Optional.of(metadata.path("jwks_uri").asString(""))
                .filter(uri -> !uri.isEmpty())
                .map(URI::create)
                .orElseThrow(() -> new IOException(url + " names no jwks_uri"));
    }

    @Override
    public void close() {
        // Nothing stays open between two fetches.
    }
}
