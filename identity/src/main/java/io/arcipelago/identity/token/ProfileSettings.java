package io.arcipelago.identity.token;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the token profiles, {@code arcipelago.identity.profiles.*}.
 *
 * @param standard the profile of clients that choose none
 * @param organisationName the claim {@code organisation_name}; blank: no claim
 */
@ConfigurationProperties("arcipelago.identity.profiles")
public record ProfileSettings(
        @DefaultValue("iam") ProfileName standard,
        @DefaultValue("") String organisationName,
        @DefaultValue Wlcg wlcg,
        @DefaultValue Aarc aarc) {

    /**
     * The WLCG profile.
     *
     * @param optionalGroups groups that a token has only when it is asked for them by name; full
     *     names without leading slash
     * @param notBeforeOffset how far {@code nbf} lies before {@code iat}, for clocks that are late
     * @param includeAuthnInfo whether access tokens name the person, by the scopes
     */
    public record Wlcg(
            @DefaultValue Set<String> optionalGroups,
            @DefaultValue("60s") Duration notBeforeOffset,
            @DefaultValue("false") boolean includeAuthnInfo) {

        public Wlcg {
            optionalGroups = Set.copyOf(optionalGroups);
        }
    }

    /**
     * The AARC profile.
     *
     * @param affiliationScope what follows {@code member@}; blank: no affiliation
     * @param urnDelegatedNamespace whose groups they are; blank: no entitlements
     */
    public record Aarc(
            @DefaultValue("") String affiliationScope,
            @DefaultValue("geant") String urnNid,
            @DefaultValue("") String urnDelegatedNamespace,
            @DefaultValue List<String> urnSubnamespaces) {

        public Aarc {
            urnSubnamespaces = List.copyOf(urnSubnamespaces);
        }
    }
}
