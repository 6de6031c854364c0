package io.arcipelago.identity.upstream;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.linking.ExternalSignIn;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.SignInWay;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The providers of the configuration. */
@Component
class UpstreamProviders implements ExternalSignIn, SignInWay {

    private final List<UpstreamProvider> providers;
    private final LinkedIdentities identities;

    UpstreamProviders(
            UpstreamSettings settings,
            Issuer issuer,
            LinkedIdentities identities,
            InstantSource clock) {
        this.identities = identities;
        this.providers =
                settings.providers().entrySet().stream()
                        .map(entry ->
                                new UpstreamProvider(
                                        entry.getKey(),
                                        entry.getValue(),
                                        issuer.url("/openid_connect_login/" + entry.getKey()),
                                        clock))
                        .sorted(Comparator.comparing(UpstreamProvider::name))
                        .toList();
    }

    List<UpstreamProvider> all() {
        return providers;
    }

    Optional<UpstreamProvider> byId(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    Optional<UpstreamProvider> byIssuer(String issuer) {
        return providers.stream().filter(provider -> provider.issuer().equals(issuer)).findFirst();
    }

    @Override
    public List<Offer> offers() {
        return providers.stream()
                .map(provider ->
                        new Offer(
                                provider.name(),
                                "/openid_connect_login",
                                "/iam/account-linking/OIDC",
                                Map.of("iss", provider.issuer())))
                .toList();
    }

    /** An identity of a provider that is configured no more opens nothing. */
    @Override
    public boolean opens(AccountId account) {
        return !providers.isEmpty()
                && identities.oidcIds(account).stream()
                        .anyMatch(identity -> byIssuer(identity.issuer()).isPresent());
    }
}
