package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.token.IdTokenHints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sign-out at the wish of a client (OpenID Connect RP-Initiated Logout 1.0). Without an ID token of
 * the signed-in person as a hint, the person is asked: a foreign page must not sign people out.
 */
@RestController
class SignOutController {

    private final Issuer issuer;
    private final IdTokenHints hints;
    private final Clients clients;
    private final AuditTrail audit;
    private final PageTemplate page;

    SignOutController(
            Pages pages, Issuer issuer, IdTokenHints hints, Clients clients, AuditTrail audit) {
        this.page = pages.page("logout.html");
        this.issuer = issuer;
        this.hints = hints;
        this.clients = clients;
        this.audit = audit;
    }

    /**
     * What the client asks for.
     *
     * @param id_token_hint names the person and the client
     * @param post_logout_redirect_uri used only if it is registered for the client
     */
    record Wish(
            @Nullable String id_token_hint,
            @Nullable String client_id,
            @Nullable String post_logout_redirect_uri,
            @Nullable String state) {}

    @GetMapping("/logout")
    ResponseEntity<String> ask(
            Wish wish,
            CsrfToken csrf,
            HttpServletRequest request,
            @Nullable Authentication authentication) {
        Optional<SignedInPerson> person = person(authentication);
        Optional<IdTokenHints.Hint> hint =
                Optional.ofNullable(wish.id_token_hint()).flatMap(hints::read);
        boolean sure =
                person.isEmpty()
                        || hint.filter(known -> known.subject().equals(person.get().getName()))
                                .isPresent();
        return sure ? signOut(wish, request, authentication) : page(wish, csrf, person.get());
    }

    /** The person agreed; the CSRF token was checked on the way. */
    @PostMapping("/logout")
    ResponseEntity<String> signOut(
            Wish wish, HttpServletRequest request, @Nullable Authentication authentication) {
        person(authentication).ifPresent(person -> audit.signedOut(person.getName()));
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        return ResponseEntity.status(HttpStatus.FOUND)
                .header("Location", destination(wish))
                .header("Cache-Control", "no-store")
                .build();
    }

    private String destination(Wish wish) {
        String here = issuer.path("/login?notice=signed-out");
        String wanted = wish.post_logout_redirect_uri();
        if (wanted == null) {
            return here;
        }
        boolean registered =
                client(wish)
                        .filter(client -> client.postLogoutRedirectUris().contains(wanted))
                        .isPresent();
        if (!registered) {
            return here;
        }
        UriComponentsBuilder destination = UriComponentsBuilder.fromUriString(wanted);
        if (wish.state() != null) {
            destination.queryParam("state", "{state}");
            return destination.encode().buildAndExpand(wish.state()).toUriString();
        }
        return destination.build().toUriString();
    }

    private Optional<Client> client(Wish wish) {
        Optional<String> hinted =
                Optional.ofNullable(wish.id_token_hint())
                        .flatMap(hints::read)
                        .map(IdTokenHints.Hint::clientId);
        return hinted.or(() -> Optional.ofNullable(wish.client_id())).flatMap(clients::find);
    }

    private ResponseEntity<String> page(Wish wish, CsrfToken csrf, SignedInPerson person) {
        Map<String, Optional<String>> parameters =
                Map.of(
                        "client_id", Optional.ofNullable(wish.client_id()),
                        "post_logout_redirect_uri",
                                Optional.ofNullable(wish.post_logout_redirect_uri()),
                        "state", Optional.ofNullable(wish.state()));
        String hidden =
                parameters.entrySet().stream()
                        .filter(parameter -> parameter.getValue().isPresent())
                        .map(parameter ->
                                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                                        .formatted(
                                                parameter.getKey(),
                                                HtmlUtils.htmlEscape(
                                                        parameter.getValue().orElse(""))))
                        .collect(Collectors.joining("\n"));
        return page.answer(
                Map.of(
                        "title", "Sign out",
                        "base", issuer.path(""),
                        "username", person.username(),
                        "csrf", csrf.getToken()),
                Map.of("parameters", hidden));
    }

    private static Optional<SignedInPerson> person(@Nullable Authentication authentication) {
        return authentication != null
                        && authentication.getPrincipal() instanceof SignedInPerson person
                ? Optional.of(person)
                : Optional.empty();
    }
}
