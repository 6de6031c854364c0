package io.arcipelago.identity.account;

import java.util.Set;

/** The scopes that only administrators are granted; other people's tokens come without them. */
public final class AdminScopes {

    public static final String READ = "iam:admin.read";
    public static final String WRITE = "iam:admin.write";

    public static final String SCIM_READ = "scim:read";
    public static final String SCIM_WRITE = "scim:write";

    public static final String REGISTRATION_READ = "registration:read";
    public static final String REGISTRATION_WRITE = "registration:write";

    public static final Set<String> ALL =
            Set.of(READ, WRITE, SCIM_READ, SCIM_WRITE, REGISTRATION_READ, REGISTRATION_WRITE);

    private AdminScopes() {}
}
