package io.arcipelago.identity.upstream;

import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param announcesIss whether its answers carry {@code iss} (RFC 9207)
 * @param secretInBasic whether the token endpoint takes the secret in the header; else as a form
 */
record UpstreamMetadata(
        URI authorization,
        URI token,
        Optional<URI> userInfo,
        URI keys,
        boolean announcesIss,
        boolean secretInBasic) {

    /**
     * Reads the document of this issuer.
     *
     * @throws IllegalArgumentException if it is somebody else's, or lacks an endpoint
     */
    static UpstreamMetadata of(String issuer, JsonNode document) {
        // Section 4.3: metadata of somebody else must not be used.
        if (!document.path("issuer").asString("").equals(issuer)) {
            throw new IllegalArgumentException("The document describes another issuer");
        }
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        boolean basic = methods.isMissingNode() || methods.isEmpty();
        for (JsonNode method : methods) {
            basic |= method.asString("").equals("client_secret_basic");
        }
        return new UpstreamMetadata(
                endpoint(issuer, document, "authorization_endpoint"),
                endpoint(issuer, document, "token_endpoint"),
                document.has("userinfo_endpoint")
                        ? Optional.of(endpoint(issuer, document, "userinfo_endpoint"))
                        : Optional.empty(),
                endpoint(issuer, document, "jwks_uri"),
                document.path("authorization_response_iss_parameter_supported").asBoolean(false),
                basic);
    }

    private static URI endpoint(String issuer, JsonNode document, String name) {
        URI uri = URI.create(document.path(name).asString(""));
        boolean web =
                "https".equals(uri.getScheme())
                        || ("http".equals(uri.getScheme()) && issuer.startsWith("http:"));
        if (!web || uri.getHost() == null || uri.getFragment() != null) {
            throw new IllegalArgumentException("No usable " + name);
        }
        return uri;
    }
}
