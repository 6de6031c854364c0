package io.arcipelago.identity.factor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code arcipelago.identity.factors.*}.
 *
 * @param mandatory who cannot go on without a second factor
 * @param name how the organisation is called in authenticator apps
 */
@ConfigurationProperties("arcipelago.identity.factors")
public record FactorSettings(
        @DefaultValue("none") Mandatory mandatory, @DefaultValue("Arcipelago") String name) {

    /** For whom a second factor is mandatory. */
    public enum Mandatory {
        NONE,
        /** The members of the administrators' groups. */
        ADMINS,
        ALL
    }
}
