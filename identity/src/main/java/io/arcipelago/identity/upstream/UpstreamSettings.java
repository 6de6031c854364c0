package io.arcipelago.identity.upstream;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code arcipelago.identity.upstream.*}.
 *
 * @param providers by an id of lower-case letters, digits and -, which is part of the redirect URI
 */
@ConfigurationProperties("arcipelago.identity.upstream")
record UpstreamSettings(@DefaultValue Map<String, Provider> providers) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    UpstreamSettings {
        providers = Map.copyOf(providers);
        providers.forEach((id, provider) -> {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "arcipelago.identity.upstream.providers."
                                + id
                                + ": the id must have lower-case letters, digits and - only");
            }
            if (provider.issuer().isBlank() || provider.clientId().isBlank()) {
                throw new IllegalArgumentException(
                        "arcipelago.identity.upstream.providers."
                                + id
                                + " needs issuer and client-id");
            }
        });
        long issuers = providers.values().stream().map(Provider::issuer).distinct().count();
        if (issuers != providers.size()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.upstream.providers has one issuer twice");
        }
    }

    /**
     * One provider.
     *
     * @param issuer its issuer, to the letter
     * @param clientSecret blank: a public client, with PKCE alone
     * @param name what people see; blank: the id
     * @param trustAcr whether its {@code acr} counts here, so that REFEDS MFA done there spares the
     *     second factor
     */
    record Provider(
            @DefaultValue("") String issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String name,
            @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
            @DefaultValue("true") boolean trustAcr) {

        Provider {
            scopes = List.copyOf(scopes);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Provider[issuer=" + issuer + ", clientId=" + clientId + "]";
        }
    }
}
