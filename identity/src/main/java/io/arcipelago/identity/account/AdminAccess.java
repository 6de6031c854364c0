package io.arcipelago.identity.account;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.security.Decision;
import io.arcipelago.platform.security.Policy;
import io.arcipelago.platform.web.ApiFailure;
import org.springframework.stereotype.Component;

/**
 * Who may read other people's accounts: an administrator, and only with a token that was asked for
 * this purpose. Being an administrator alone does not make every token of theirs powerful.
 */
@Component
class AdminAccess implements Policy<AdminAccess.Action, AdminAccess.Directory> {

    enum Action {
        READ
    }

    /** What is asked for: all accounts and groups of the organisation. */
    enum Directory {
        ACCOUNTS,
        GROUPS
    }

    @Override
    public Decision decide(Caller caller, Action action, Directory directory) {
        if (!caller.admin()) {
            return Decision.refused(
                    ApiFailure.forbidden(
                            "administrators-only", "Only administrators may list this."));
        }
        if (!caller.scopes().contains(AdminScopes.READ)) {
            return Decision.refused(
                    ApiFailure.forbidden(
                            "insufficient-scope",
                            "The token lacks the scope "
                                    + AdminScopes.READ
                                    + "; sign in again and ask for it."));
        }
        return Decision.allowed();
    }
}
