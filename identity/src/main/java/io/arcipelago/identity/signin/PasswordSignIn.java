package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Credentials;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.limit.GuessThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Checks user name and password: one of the first factors. Every refusal looks the same from
 * outside, whether the account is unknown or locked, the password wrong or the attempt too early.
 */
@Component
class PasswordSignIn {

    private final Accounts accounts;
    private final PasswordHashes hashes;
    private final GuessThrottle throttle;
    private final AuditTrail audit;
    private final SignInSteps steps;
    private final Redirects redirects;
    private final InstantSource clock;

    PasswordSignIn(
            Accounts accounts,
            PasswordHashes hashes,
            GuessThrottle throttle,
            AuditTrail audit,
            SignInSteps steps,
            Issuer issuer,
            InstantSource clock) {
        this.accounts = accounts;
        this.hashes = hashes;
        this.throttle = throttle;
        this.audit = audit;
        this.steps = steps;
        this.redirects = new Redirects(issuer);
        this.clock = clock;
    }

    /** Checks the form and goes on to the next step, or back to the sign-in page. */
    void signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            String typedName,
            String password) {
        String username = typedName.strip().toLowerCase(Locale.ROOT);
        String address = request.getRemoteAddr();
        Optional<AccountId> account = check(username, password, address);
        if (account.isPresent()) {
            steps.firstFactorPassed(
                    request, response, account.get(), username, Proof.of(clock.instant(), "pwd"));
        } else {
            redirects.toPage(response, "/login?notice=refused");
        }
    }

    private Optional<AccountId> check(String username, String password, String address) {
        if (!throttle.admit(username, address)) {
            return refused(accounts.credentials(username), address, "throttled");
        }
        Optional<Credentials> credentials = accounts.credentials(username);
        boolean matches =
                hashes.matches(password, credentials.map(Credentials::passwordHash).orElse(""));
        if (credentials.isEmpty() || !matches) {
            return refused(credentials, address, "credentials");
        }
        if (!credentials.get().active()) {
            return refused(credentials, address, "inactive");
        }
        throttle.succeeded(username, address);
        return Optional.of(credentials.get().id());
    }

    private Optional<AccountId> refused(
            Optional<Credentials> credentials, String address, String reason) {
        audit.signInRefused(credentials.map(known -> known.id().toString()), address, reason);
        return Optional.empty();
    }
}
