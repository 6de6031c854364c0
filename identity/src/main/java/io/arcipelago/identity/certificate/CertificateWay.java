package io.arcipelago.identity.certificate;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.linking.ExternalSignIn;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.SignInWay;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Signing in with a certificate, if it is configured. */
@Component
class CertificateWay implements ExternalSignIn, SignInWay {

    private final CertificateSettings settings;
    private final LinkedIdentities identities;

    CertificateWay(CertificateSettings settings, LinkedIdentities identities) {
        this.settings = settings;
        this.identities = identities;
    }

    @Override
    public List<Offer> offers() {
        return settings.enabled()
                ? List.of(
                        new Offer(
                                "a certificate",
                                "/certificate/start",
                                "/iam/account-linking/X509",
                                Map.of()))
                : List.of();
    }

    @Override
    public boolean opens(AccountId account) {
        return settings.enabled() && !identities.certificates(account).isEmpty();
    }
}
