package io.arcipelago.identity.signin;

import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Credentials;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.audit.AuditTrail;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks user name and password. Every refusal looks the same from outside, whether the account is
 * unknown or locked, the password wrong or the attempt too early.
 *
 * <p>It is no {@code AuthenticationProvider} bean on purpose: Spring would offer it to every filter
 * chain of the process.
 */
@Component
class PasswordSignIn {

    private final Accounts accounts;
    private final PasswordHashes hashes;
    private final SignInThrottle throttle;
    private final AuditTrail audit;
    private final InstantSource clock;

    PasswordSignIn(
            Accounts accounts,
            PasswordHashes hashes,
            SignInThrottle throttle,
            AuditTrail audit,
            InstantSource clock) {
        this.accounts = accounts;
        this.hashes = hashes;
        this.throttle = throttle;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The signed-in person.
     *
     * @throws BadCredentialsException for every reason there is
     */
    Authentication signIn(Authentication attempt) {
        String username = attempt.getName().strip().toLowerCase(Locale.ROOT);
        String password = attempt.getCredentials() instanceof String text ? text : "";
        String address = address(attempt);
        if (!throttle.admit(username, address)) {
            throw refused(accounts.credentials(username), address, "throttled");
        }
        Optional<Credentials> credentials = accounts.credentials(username);
        boolean matches =
                hashes.matches(password, credentials.map(Credentials::passwordHash).orElse(""));
        if (credentials.isEmpty() || !matches) {
            throw refused(credentials, address, "credentials");
        }
        if (!credentials.get().active()) {
            throw refused(credentials, address, "inactive");
        }
        throttle.succeeded(username, address);
        SignedInPerson person =
                new SignedInPerson(
                        credentials.get().id().value(),
                        username,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS));
        audit.signedIn(person.getName(), address);
        return UsernamePasswordAuthenticationToken.authenticated(person, null, List.of());
    }

    private BadCredentialsException refused(
            Optional<Credentials> credentials, String address, String reason) {
        audit.signInRefused(credentials.map(known -> known.id().toString()), address, reason);
        return new BadCredentialsException("User name or password is not right");
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details
                        && details.getRemoteAddress() != null
                ? details.getRemoteAddress()
                : "";
    }
}
