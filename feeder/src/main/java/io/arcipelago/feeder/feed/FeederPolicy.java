package io.arcipelago.feeder.feed;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.security.Decision;
import io.arcipelago.platform.security.Policy;
import io.arcipelago.platform.web.ApiFailure;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who may see and steer the feeder. Its findings tell of every group's projects. As at the
 * registry, only tokens of the issuer that is obeyed count: others are trusted for less.
 */
@Component
class FeederPolicy implements Policy<FeederPolicy.Action, String> {

    static final String WRITE_SCOPE = "registry:write";

    private final String issuer;

    FeederPolicy(
            @Value("${arcipelago.registry.issuer:}") String configured,
            @Value("${arcipelago.security.issuers[0].issuer:}") String firstTrusted) {
        this.issuer = configured.isBlank() ? firstTrusted : configured;
    }

    /** What can be done. */
    enum Action {
        SEE,
        FEED
    }

    @Override
    public Decision decide(Caller caller, Action action, String what) {
        boolean may =
                switch (action) {
                    case SEE -> caller.admin();
                    case FEED -> caller.admin() || caller.scopes().contains(WRITE_SCOPE);
                };
        return may && caller.issuer().equals(issuer)
                ? Decision.allowed()
                : Decision.refused(
                        ApiFailure.forbidden(
                                "not-for-you",
                                switch (action) {
                                    case SEE ->
                                            "Only administrators may see %s; ask one of them."
                                                    .formatted(what);
                                    case FEED ->
                                            "Feeding %s takes an administrator or the scope %s."
                                                    .formatted(what, WRITE_SCOPE);
                                }));
    }
}
