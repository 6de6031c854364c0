package io.arcipelago.identity.upstream;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.LinkedSignIn;
import io.arcipelago.identity.linking.MessagePage;
import io.arcipelago.identity.linking.Newcomer;
import io.arcipelago.identity.linking.OwnLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * To a provider and back. The redirect URI names the provider, so that an answer of one cannot be
 * handed in as another's.
 */
@RestController
class UpstreamController {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int PER_ADDRESS = 600;
    private static final String FAILED = "Sign in failed";

    private final UpstreamProviders providers;
    private final LinkedIdentities identities;
    private final OwnLinks links;
    private final LinkedSignIn linkedSignIn;
    private final MessagePage page;
    private final PublicLimit limit;
    private final Issuer issuer;
    private final InstantSource clock;

    UpstreamController(
            UpstreamProviders providers,
            LinkedIdentities identities,
            OwnLinks links,
            LinkedSignIn linkedSignIn,
            MessagePage page,
            PublicLimit limit,
            Issuer issuer,
            InstantSource clock) {
        this.providers = providers;
        this.identities = identities;
        this.links = links;
        this.linkedSignIn = linkedSignIn;
        this.page = page;
        this.limit = limit;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Begins a sign-in at the provider of this issuer. */
    @GetMapping("/openid_connect_login")
    ResponseEntity<String> signIn(
            HttpServletRequest request, @RequestParam(defaultValue = "") String iss) {
        return begin(request, iss, null);
    }

    /** Begins the linking for the signed-in person; the CSRF token was checked on the way. */
    @PostMapping(path = "/iam/account-linking/OIDC", headers = "!Authorization")
    ResponseEntity<String> link(
            HttpServletRequest request,
            Authentication authentication,
            @RequestParam(defaultValue = "") String iss) {
        links.requireEnabled();
        return begin(request, iss, links.self(authentication).value());
    }

    private ResponseEntity<String> begin(
            HttpServletRequest request, String iss, @Nullable UUID linkTo) {
        limit.require("upstream", request.getRemoteAddr(), PER_ADDRESS, WINDOW);
        Optional<UpstreamProvider> provider = providers.byIssuer(iss);
        if (provider.isEmpty()) {
            return page.answer(
                    HttpStatus.NOT_FOUND,
                    FAILED,
                    "This service does not know the provider that was asked for.");
        }
        PendingSignIns.Pending pending =
                new PendingSignIns.Pending(
                        provider.get().id(),
                        Secrets.random(),
                        Secrets.random(),
                        Secrets.random(),
                        linkTo,
                        PendingSignIns.end(clock.instant()));
        try {
            String url =
                    provider.get()
                            .authorizationUrl(
                                    pending.state(),
                                    pending.nonce(),
                                    Secrets.digest(pending.verifier()));
            PendingSignIns.add(request, pending);
            return ResponseEntity.status(HttpStatus.FOUND).header("Location", url).build();
        } catch (UpstreamFailure failed) {
            return failed(request, failed);
        }
    }

    /** The provider's answer. */
    @GetMapping("/openid_connect_login/{id}")
    @Nullable ResponseEntity<String> answer(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication authentication,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String error,
            @RequestParam(required = false) @Nullable String iss) {
        limit.require("upstream", request.getRemoteAddr(), PER_ADDRESS, WINDOW);
        try {
            PendingSignIns.Pending pending =
                    PendingSignIns.take(request, state, clock.instant())
                            .filter(begun -> begun.provider().equals(id))
                            .orElseThrow(() ->
                                    new UpstreamFailure(
                                            "state",
                                            "This sign-in was not begun in this window, or it took"
                                                    + " too long. Please sign in again."));
            UpstreamProvider provider =
                    providers
                            .byId(id)
                            .orElseThrow(() ->
                                    new UpstreamFailure("provider", "The provider is unknown."));
            provider.requireOwnAnswer(Optional.ofNullable(iss));
            refuseError(provider, error, code);
            UpstreamProvider.Person person =
                    provider.person(code, pending.verifier(), pending.nonce());
            Optional<AccountId> linkTo = pending.account();
            return linkTo.isPresent()
                    ? linked(linkTo.get(), authentication, person)
                    : signedIn(request, response, provider, person);
        } catch (UpstreamFailure failed) {
            return failed(request, failed);
        }
    }

    private static void refuseError(UpstreamProvider provider, String error, String code)
            throws UpstreamFailure {
        if (error.equals("access_denied")) {
            throw new UpstreamFailure(
                    "denied",
                    provider.name() + " did not let you in, or you cancelled the sign-in there.");
        }
        if (!error.isEmpty() || code.isEmpty()) {
            throw new UpstreamFailure(
                    "refused", provider.name() + " could not sign you in. Please try again later.");
        }
    }

    /** Only the person who began it, and who is still there, gets the identity. */
    private ResponseEntity<String> linked(
            AccountId account,
            @Nullable Authentication authentication,
            UpstreamProvider.Person person)
            throws UpstreamFailure {
        if (!linkedSignIn.isStill(account, authentication)) {
            throw new UpstreamFailure(
                    "person",
                    "You are not signed in any more as the person who began this. Nothing was"
                            + " linked.");
        }
        return linkedSignIn.link(() -> links.link(account, person.identity()));
    }

    private @Nullable ResponseEntity<String> signedIn(
            HttpServletRequest request,
            HttpServletResponse response,
            UpstreamProvider provider,
            UpstreamProvider.Person person) {
        Optional<AccountId> account = identities.account(person.identity());
        if (account.isEmpty()) {
            Newcomer.remember(
                    request, person.identity(), provider.name(), person.claims(), clock.instant());
            return ResponseEntity.status(HttpStatus.FOUND)
                    .header("Location", issuer.path("/external"))
                    .build();
        }
        Optional<Person> known = linkedSignIn.active(account.get());
        if (known.isEmpty()) {
            return linkedSignIn.suspended(request, account.get(), "identity");
        }
        Newcomer.forget(request);
        linkedSignIn.signIn(
                request,
                response,
                known.get(),
                new Proof(clock.instant(), Set.of("oidc"), person.acr()));
        return null;
    }

    private ResponseEntity<String> failed(HttpServletRequest request, UpstreamFailure failure) {
        return linkedSignIn.refused(
                request,
                "upstream-" + failure.reason(),
                HttpStatus.BAD_REQUEST,
                FAILED,
                failure.text());
    }
}
