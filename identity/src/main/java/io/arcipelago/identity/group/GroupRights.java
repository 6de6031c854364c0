package io.arcipelago.identity.group;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.platform.security.Caller;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who may see and change which group. A manager needs no administrators' scope, but reaches the
 * members of the managed group only, and never makes an administrator.
 */
@Component
public class GroupRights {

    private final Rights rights;
    private final Managers managers;
    private final IdentitySettings settings;

    GroupRights(Rights rights, Managers managers, IdentitySettings settings) {
        this.rights = rights;
        this.managers = managers;
        this.settings = settings;
    }

    /** Whether the caller is a person who manages this group. */
    public boolean manages(Caller caller, UUID group) {
        return rights.account(caller)
                .filter(account -> managers.manages(account, group))
                .isPresent();
    }

    /** Whether the caller is a person who manages any group. */
    public boolean managesAny(Caller caller) {
        return rights.account(caller).filter(managers::managesAny).isPresent();
    }

    /** Raises forbidden unless the caller has one of the scopes or manages the group. */
    public void requireManager(Caller caller, UUID group, String... scopes) {
        if (!rights.has(caller, scopes) && !manages(caller, group)) {
            rights.require(caller, scopes);
        }
    }

    /** Whether the members of the group, or of one above it, are administrators. */
    boolean makesAdministrators(String group) {
        return settings.adminGroups().stream()
                .anyMatch(admins -> group.equals(admins) || group.startsWith(admins + "/"));
    }

    /**
     * In what capacity the caller changes the group's members; raises forbidden unless the token
     * has one of the scopes or its person manages the group.
     */
    public Actor actor(Caller caller, UUID group, String... scopes) {
        if (rights.has(caller, scopes)) {
            return new Actor.Administrator(caller.subject());
        }
        requireManager(caller, group, scopes);
        return new Actor.Manager(rights.self(caller));
    }
}
