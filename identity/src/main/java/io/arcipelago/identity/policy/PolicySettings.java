package io.arcipelago.identity.policy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of scopes and policies, {@code arcipelago.identity.*}.
 *
 * @param scopes what happens to scopes that are asked for and not given
 * @param opa the external policy service
 */
@ConfigurationProperties("arcipelago.identity")
public record PolicySettings(@DefaultValue Scopes scopes, @DefaultValue Opa opa) {

    /**
     * What happens to scopes that are asked for and not given.
     *
     * @param failFast whether the request is refused; otherwise the scopes are left out
     */
    public record Scopes(@DefaultValue("false") boolean failFast) {}

    /**
     * An Open Policy Agent that decides instead of the policies.
     *
     * @param url the document with the list of allowed scopes, below {@code /v1/data}; absent: none
     * @param timeout for the whole call
     * @param fail what happens while it gives no good answer
     */
    public record Opa(
            @Nullable URI url,
            @DefaultValue("1s") Duration timeout,
            @DefaultValue("closed") Fail fail) {

        public Opa {
            if (url != null
                    && (url.getHost() == null
                            || !("http".equals(url.getScheme())
                                    || "https".equals(url.getScheme())))) {
                throw new IllegalArgumentException(
                        "arcipelago.identity.opa.url is '"
                                + url
                                + "'; it must be an absolute http(s) URL such as"
                                + " http://localhost:8181/v1/data/arcipelago/allowed_scopes");
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(
                        "arcipelago.identity.opa.timeout is " + timeout + "; it must be positive");
            }
        }

        Optional<URI> document() {
            return Optional.ofNullable(url);
        }
    }

    /** What happens while the external policy service gives no good answer. */
    public enum Fail {
        /** Nobody gets a token; clients are told to try again. */
        CLOSED,
        /** The policies decide. */
        POLICIES
    }
}
