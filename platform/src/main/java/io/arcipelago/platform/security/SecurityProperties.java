package io.arcipelago.platform.security;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose tokens are accepted, {@code arcipelago.security.*}.
 *
 * @param issuers the trusted issuers; a token of any other is refused
 * @param audience a token must name one of these; {@code arcipelago} if none is configured
 * @param allowHttp whether an issuer on another machine may be asked for its keys without TLS
 */
@ConfigurationProperties("arcipelago.security")
record SecurityProperties(
        @Nullable List<Issuer> issuers, @Nullable List<String> audience, boolean allowHttp) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    SecurityProperties {
        issuers = issuers == null ? List.of() : List.copyOf(issuers);
        audience =
                audience == null || audience.isEmpty()
                        ? List.of("arcipelago")
                        : List.copyOf(audience);
        Set<String> seen = new HashSet<>();
        for (Issuer issuer : issuers) {
            if (!seen.add(issuer.issuer())) {
                throw new IllegalArgumentException(
                        "arcipelago.security.issuers names %s twice; keep one entry."
                                .formatted(issuer.issuer()));
            }
            if (!allowHttp) {
                requireTls(issuer.keysFrom());
            }
        }
    }

    private static void requireTls(URI url) {
        boolean safe =
                "https".equals(url.getScheme())
                        || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()));
        if (!safe) {
            throw new IllegalArgumentException(
                    "arcipelago.security.issuers: the keys of %s would travel without TLS; use https"
                                    .formatted(url)
                            + " or set arcipelago.security.allow-http=true on a network that you"
                            + " trust.");
        }
    }

    List<Issuer> trusted() {
        return issuers == null ? List.of() : issuers;
    }

    List<String> audiences() {
        return audience == null ? List.of() : audience;
    }

    /**
     * A trusted issuer.
     *
     * @param issuer exactly as in the token's {@code iss}
     * @param jwksUri where its keys are; found through OpenID Connect Discovery if absent
     * @param adminGroups the names of the groups whose members are administrators, compared exactly
     */
    record Issuer(String issuer, @Nullable URI jwksUri, @Nullable Set<String> adminGroups) {

        Issuer {
            if (issuer == null || issuer.isBlank()) {
                throw new IllegalArgumentException(
                        "arcipelago.security.issuers has an entry without issuer; write the iss of"
                                + " its tokens.");
            }
        }

        URI keysFrom() {
            return jwksUri == null ? URI.create(issuer) : jwksUri;
        }

        Set<String> admins() {
            return adminGroups == null ? Set.of() : adminGroups;
        }
    }
}
