package io.arcipelago.identity.token;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.policy.OptionalGroups;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Which profile a client's tokens follow: the one set for it; else the one whose tag scope it is
 * registered for, if that is exactly one; else the installation's.
 */
@Component
@EnableConfigurationProperties(ProfileSettings.class)
public class Profiles {

    private final Map<ProfileName, Profile> profiles = new EnumMap<>(ProfileName.class);
    private final ClientTokenSettings choices;
    private final ProfileSettings settings;

    Profiles(ClientTokenSettings choices, ProfileSettings settings, OptionalGroups optionalGroups) {
        this.choices = choices;
        this.settings = settings;
        String organisation = settings.organisationName();
        profiles.put(ProfileName.IAM, GroupsProfile.ofTheProduct(organisation));
        profiles.put(
                ProfileName.WLCG,
                new WlcgProfile(settings.wlcg(), organisation, optionalGroups::names));
        profiles.put(ProfileName.AARC, new AarcProfile(settings.aarc(), organisation));
        profiles.put(ProfileName.KC, GroupsProfile.keycloak(organisation));
    }

    /** The profile of this client's tokens. */
    public Profile of(Client client) {
        ProfileName name = choices.of(client.id()).profile().orElseGet(() -> tagged(client));
        Profile profile = profiles.get(name);
        if (profile == null) {
            throw new IllegalStateException("No profile is named " + name);
        }
        return profile;
    }

    private ProfileName tagged(Client client) {
        List<ProfileName> tags =
                Arrays.stream(ProfileName.values())
                        .filter(name -> client.scopes().contains(name.text()))
                        .toList();
        return tags.size() == 1 ? tags.getFirst() : settings.standard();
    }
}
