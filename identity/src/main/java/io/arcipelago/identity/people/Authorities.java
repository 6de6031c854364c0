package io.arcipelago.identity.people;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.platform.web.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What an account is in the words of INDIGO IAM: {@code ROLE_USER} always, {@code ROLE_ADMIN} for
 * the members of an administrators' group, {@code ROLE_GM:<group id>} for a group's manager.
 */
@Component
public class Authorities {

    public static final String ADMIN = "ROLE_ADMIN";

    private static final String USER = "ROLE_USER";
    private static final String MANAGER = "ROLE_GM:";

    private final IdentitySettings settings;

    Authorities(IdentitySettings settings) {
        this.settings = settings;
    }

    /** Who has the authority; raises a bad request for one that nobody can have. */
    public PeopleFilter holders(String authority) {
        if (authority.equals(USER)) {
            return PeopleFilter.all();
        }
        if (authority.equals(ADMIN)) {
            return PeopleFilter.inGroupNamed(settings.adminGroups());
        }
        try {
            if (authority.startsWith(MANAGER)) {
                return PeopleFilter.managing(
                        UUID.fromString(authority.substring(MANAGER.length())));
            }
        } catch (IllegalArgumentException notAnId) {
            // Told below, with the other words that are no authority.
        }
        throw ApiFailure.badRequest(
                "invalid-authority",
                "Invalid authority; send ROLE_USER, ROLE_ADMIN or ROLE_GM:<group id>");
    }

    public List<String> of(Member member) {
        List<String> authorities = new ArrayList<>();
        authorities.add(USER);
        if (member.groups().stream()
                .anyMatch(group -> settings.adminGroups().contains(group.name()))) {
            authorities.add(ADMIN);
        }
        member.managed().forEach(group -> authorities.add(MANAGER + group.id()));
        return List.copyOf(authorities);
    }
}
