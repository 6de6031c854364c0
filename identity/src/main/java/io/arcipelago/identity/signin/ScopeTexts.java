package io.arcipelago.identity.signin;

import java.util.Map;

/** What a scope means, in words for the consent page. */
final class ScopeTexts {

    private static final Map<String, String> TEXTS =
            Map.of(
                    "openid", "know who you are, by an identifier",
                    "profile", "see your name and user name",
                    "email", "see your e-mail address",
                    "offline_access", "act for you while you are away, until you revoke it",
                    "deployments:read", "see your deployments",
                    "deployments:write", "create, change and delete your deployments",
                    "registry:read", "see which sites your groups may use, and for what",
                    "registry:write", "change what the federation says of its sites",
                    "iam:admin.read", "see all accounts and groups (administrators only)",
                    "iam:admin.write", "change all accounts and groups (administrators only)");

    private ScopeTexts() {}

    /** The text of a scope; an unknown scope is shown as it is. */
    static String of(String scope) {
        return TEXTS.getOrDefault(scope, "use the permission " + scope);
    }
}
