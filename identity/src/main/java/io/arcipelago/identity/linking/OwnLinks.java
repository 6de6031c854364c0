package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.standing.Refusal;
import io.arcipelago.identity.standing.Standing;
import io.arcipelago.platform.web.ApiFailure;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do with their own links. Whose they are comes from the session or the token alone.
 */
@Component
public class OwnLinks {

    private final LinkedIdentities identities;
    private final List<SignInWay> ways;
    private final LinkingSettings settings;
    private final Standing standing;
    private final TransactionTemplate transaction;

    OwnLinks(
            LinkedIdentities identities,
            List<SignInWay> ways,
            LinkingSettings settings,
            Standing standing,
            PlatformTransactionManager transactions) {
        this.identities = identities;
        this.ways = List.copyOf(ways);
        this.settings = settings;
        this.standing = standing;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The person of a browser session, if there is one in good standing. */
    public Optional<SignedInPerson> person(@Nullable Authentication authentication) {
        return authentication != null
                        && authentication.getPrincipal() instanceof SignedInPerson person
                        && mayGoOn(person)
                ? Optional.of(person)
                : Optional.empty();
    }

    /** The person of the session; raises forbidden if there is none. */
    public AccountId self(@Nullable Authentication authentication) {
        return person(authentication)
                .map(SignedInPerson::accountId)
                .orElseThrow(() ->
                        ApiFailure.forbidden("not-signed-in", "Sign in, then link identities"));
    }

    /** Raises forbidden if linking is switched off. */
    public void requireEnabled() {
        if (!settings.enabled()) {
            throw ApiFailure.forbidden(
                    "linking-disabled", "Account linking is disabled; ask an administrator");
        }
    }

    public boolean enabled() {
        return settings.enabled();
    }

    /** Links an identity that the person has just shown to have. */
    public void link(AccountId self, OidcIdentity identity) {
        requireEnabled();
        identities.link(self, identity, self.toString());
    }

    /** Links a certificate whose key the person has just used. */
    public void link(AccountId self, X509Certificate certificate) {
        requireEnabled();
        identities.link(self, certificate, "", false, self.toString());
    }

    /** Takes an identity away, unless it is the last way to sign in. */
    public void unlink(AccountId self, OidcIdentity identity) {
        remove(self, () -> identities.unlink(self, identity, self.toString()));
    }

    /**
     * Takes a certificate away, unless it is the last way to sign in.
     *
     * @param issuerDn empty: whatever the issuer is
     */
    public void unlinkCertificate(AccountId self, String subjectDn, String issuerDn) {
        remove(
                self,
                () -> identities.unlinkCertificate(self, subjectDn, issuerDn, self.toString()));
    }

    private void remove(AccountId self, BooleanSupplier removal) {
        requireEnabled();
        transaction.executeWithoutResult(status -> {
            // Two removals at once must not both count on what the other one takes away.
            identities.lock(self);
            if (!removal.getAsBoolean()) {
                throw ApiFailure.notFound("no-link", "Your account has no such link");
            }
            if (ways.stream().noneMatch(way -> way.opens(self))) {
                throw ApiFailure.conflict(
                        "last-sign-in",
                        "This is the last way to sign in to your account; add another one or choose"
                                + " a password before you remove it");
            }
        });
    }

    private boolean mayGoOn(SignedInPerson person) {
        return standing.refusal(person.accountId(), person.proof())
                .filter(refusal -> refusal.cause() != Refusal.Cause.SIGN_AUP)
                .isEmpty();
    }
}
