package io.arcipelago.openstack;

import java.util.function.Supplier;

/** How a caller proves itself to Keystone. Secrets never appear in {@code toString}. */
public sealed interface Credentials {

    /** A local Keystone user (method {@code password}). */
    record Password(String username, String userDomain, String password) implements Credentials {
        @Override
        public String toString() {
            return "Password[username=" + username + ", userDomain=" + userDomain + "]";
        }
    }

    /** An application credential; it is bound to one project, so no project scope is sent. */
    record ApplicationCredential(String id, String secret) implements Credentials {
        @Override
        public String toString() {
            return "ApplicationCredential[id=" + id + "]";
        }
    }

    /**
     * An access token of a federated identity provider ({@code v3oidcaccesstoken}): exchanged for
     * an unscoped Keystone token, which is then scoped to the project.
     *
     * @param identityProvider the provider's name in Keystone
     * @param protocol the federation protocol's name in Keystone, usually {@code openid}
     * @param accessToken asked at each login, so that a renewed access token is used
     */
    record FederatedAccessToken(
            String identityProvider, String protocol, Supplier<String> accessToken)
            implements Credentials {
        @Override
        public String toString() {
            return "FederatedAccessToken[identityProvider="
                    + identityProvider
                    + ", protocol="
                    + protocol
                    + "]";
        }
    }
}
