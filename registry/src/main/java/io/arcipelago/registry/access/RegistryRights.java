package io.arcipelago.registry.access;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.RegistrySettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who may change the registry. Only tokens of the issuer that is obeyed count: another issuer that
 * is trusted for reading cannot hand out these rights.
 */
@Component
public class RegistryRights {

    public static final String FEED = "registry:feed";
    public static final String ADMIN = "registry:admin";

    private final String issuer;

    public RegistryRights(
            RegistrySettings settings,
            @Value("${arcipelago.security.issuers[0].issuer:}") String firstTrusted) {
        this.issuer = settings.issuer().isBlank() ? firstTrusted : settings.issuer();
    }

    /** Whether the caller is an administrator of the registry, and so sees everything. */
    public boolean admin(Caller caller) {
        return obeyed(caller) && (caller.admin() || caller.scopes().contains(ADMIN));
    }

    /**
     * @throws ApiFailure 403 unless the caller is an administrator
     */
    public void requireAdmin(Caller caller) {
        if (!admin(caller)) {
            throw ApiFailure.forbidden(
                    "not-an-administrator",
                    "Only administrators of the registry may do this: members of an"
                            + " administrators' group, or clients with the scope "
                            + ADMIN
                            + ".");
        }
    }

    /**
     * @throws ApiFailure 403 unless the caller may send snapshots
     */
    public void requireFeed(Caller caller) {
        if (!obeyed(caller) || !caller.scopes().contains(FEED)) {
            throw ApiFailure.forbidden(
                    "insufficient-scope",
                    "Only clients of %s with the scope %s may send snapshots."
                            .formatted(issuer, FEED));
        }
    }

    private boolean obeyed(Caller caller) {
        return caller.issuer().equals(issuer);
    }
}
