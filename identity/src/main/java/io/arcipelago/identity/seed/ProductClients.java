package io.arcipelago.identity.seed;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.client.Client;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The clients that belong to the product. Their registrations follow the configuration. */
final class ProductClients {

    static final String DASHBOARD = "dashboard";
    static final String CLI = "cli";
    static final String ORCHESTRATOR = "orchestrator";
    static final String FEEDER = "feeder";

    /** Lets a program tell the registry what it read at a site. */
    private static final String REGISTRY_FEED = "registry:feed";

    private static final String CODE = "authorization_code";
    private static final String REFRESH = "refresh_token";
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String OFFLINE_ACCESS = "offline_access";
    private static final Duration ACCESS_TOKEN_LIFE = Duration.ofHours(1);
    private static final Duration REFRESH_TOKEN_LIFE = Duration.ofDays(30);

    private ProductClients() {}

    /** All of them, for an installation that people reach at this URL. */
    static List<Client> of(
            String publicUrl,
            IdentitySettings settings,
            Set<String> delegationAudiences,
            String orchestratorSecret,
            String feederSecret) {
        Set<String> scopes = new TreeSet<>(settings.apiScopes());
        scopes.addAll(Set.of("openid", "profile", "email", OFFLINE_ACCESS));
        Set<String> interactive = new TreeSet<>(scopes);
        interactive.addAll(AdminScopes.ALL);
        return List.of(
                forPeople(
                        DASHBOARD,
                        "Arcipelago dashboard",
                        Set.of(publicUrl + "/ui/callback", publicUrl + "/ui/"),
                        Set.of(publicUrl + "/ui/", publicUrl + "/"),
                        interactive),
                // Any port of the loopback address will do (RFC 8252, section 7.3).
                forPeople(
                        CLI,
                        "Arcipelago command line",
                        Set.of(
                                "http://127.0.0.1/callback",
                                "http://127.0.0.1/",
                                "http://[::1]/callback",
                                "http://[::1]/"),
                        Set.of(),
                        interactive),
                orchestrator(scopes, delegationAudiences, orchestratorSecret),
                feeder(delegationAudiences, feederSecret));
    }

    private static Client forPeople(
            String id,
            String name,
            Set<String> redirectUris,
            Set<String> postLogoutRedirectUris,
            Set<String> scopes) {
        return new Client(
                id,
                name,
                Optional.empty(),
                redirectUris,
                postLogoutRedirectUris,
                id.equals(CLI) ? Set.of(CODE, REFRESH, DEVICE) : Set.of(CODE, REFRESH),
                scopes,
                Set.of(),
                true,
                true,
                false,
                Client.ExchangePolicy.none(),
                ACCESS_TOKEN_LIFE,
                REFRESH_TOKEN_LIFE,
                true,
                true);
    }

    /** It reads sites as a member of groups of its own; an administrator names them. */
    private static Client feeder(Set<String> audiences, String secret) {
        return new Client(
                FEEDER,
                "Arcipelago feeder",
                Optional.of(Secrets.digest(secret)),
                Set.of(),
                Set.of(),
                Set.of("client_credentials"),
                Set.of("profile", REGISTRY_FEED),
                audiences,
                true,
                true,
                false,
                Client.ExchangePolicy.none(),
                ACCESS_TOKEN_LIFE,
                REFRESH_TOKEN_LIFE,
                true,
                true);
    }

    private static Client orchestrator(Set<String> scopes, Set<String> audiences, String secret) {
        return new Client(
                ORCHESTRATOR,
                "Arcipelago orchestrator",
                Optional.of(Secrets.digest(secret)),
                Set.of(),
                Set.of(),
                Set.of(
                        "client_credentials",
                        REFRESH,
                        "urn:ietf:params:oauth:grant-type:token-exchange"),
                scopes,
                audiences,
                true,
                true,
                true,
                new Client.ExchangePolicy(Set.of(DASHBOARD, CLI), Set.of(OFFLINE_ACCESS)),
                ACCESS_TOKEN_LIFE,
                REFRESH_TOKEN_LIFE,
                // Several workers use one delegation at once; rotation would make them rivals.
                false,
                true);
    }
}
