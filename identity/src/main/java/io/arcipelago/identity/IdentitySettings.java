package io.arcipelago.identity;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the service, {@code arcipelago.identity.*}; the issuer is an {@link Issuer}.
 *
 * @param seed {@code demo} creates the demo's groups and people at the first start; {@code none}
 *     creates nobody
 * @param demoPassword the demo people's password; blank: one is made and written to {@code
 *     <data-dir>/demo-credentials}
 * @param adminGroups groups whose members may be granted the administrators' scopes, compared
 *     exactly
 * @param apiScopes the scopes of the product's services, which its own clients may ask for
 */
@ConfigurationProperties("arcipelago.identity")
public record IdentitySettings(
        @DefaultValue("none") Seed seed,
        @DefaultValue("") String demoPassword,
        @DefaultValue("admins") Set<String> adminGroups,
        @DefaultValue({"deployments:read", "deployments:write", "registry:read", "registry:write"})
                Set<String> apiScopes) {

    /** Who is there after the first start. */
    public enum Seed {
        NONE,
        DEMO
    }

    public IdentitySettings {
        adminGroups = Set.copyOf(adminGroups);
        apiScopes = Set.copyOf(apiScopes);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "IdentitySettings[seed=" + seed + ", adminGroups=" + adminGroups + "]";
    }
}
