package io.arcipelago.identity.linking;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.signin.PageTemplate;
import io.arcipelago.identity.signin.Pages;
import io.arcipelago.platform.web.ApiFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page on which a person sees, adds and removes what is linked to their account. */
@RestController
@RequestMapping("/linking")
class LinkingPage {

    private final OwnLinks links;
    private final LinkedIdentities identities;
    private final List<ExternalSignIn> external;
    private final MessagePage message;
    private final Issuer issuer;
    private final PageTemplate page;

    LinkingPage(
            Pages pages,
            OwnLinks links,
            LinkedIdentities identities,
            List<ExternalSignIn> external,
            MessagePage message,
            Issuer issuer) {
        this.page = pages.page("linking.html");
        this.links = links;
        this.identities = identities;
        this.external = List.copyOf(external);
        this.message = message;
        this.issuer = issuer;
    }

    @GetMapping
    ResponseEntity<String> show(
            Authentication authentication,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String notice) {
        SignedInPerson person = person(authentication);
        AccountId account = person.accountId();
        StringBuilder there = new StringBuilder();
        for (OidcIdentity identity : identities.oidcIds(account)) {
            there.append(
                    entry(
                            identity.subject() + " at " + identity.issuer(),
                            "/linking/remove",
                            csrf,
                            Map.of("iss", identity.issuer(), "sub", identity.subject())));
        }
        for (LinkedCertificate certificate : identities.certificates(account)) {
            there.append(
                    entry(
                            "Certificate " + certificate.subjectDn(),
                            "/linking/remove",
                            csrf,
                            Map.of(
                                    "certificateSubject", certificate.subjectDn(),
                                    "certificateIssuer", certificate.issuerDn())));
        }
        StringBuilder offers = new StringBuilder();
        if (links.enabled()) {
            external.stream()
                    .flatMap(way -> way.offers().stream())
                    .forEach(offer ->
                            offers.append(
                                    form(
                                            offer.linkPath(),
                                            "Link " + offer.name(),
                                            csrf,
                                            offer.fields())));
        }
        return page.answer(
                Map.of(
                        "title", "Linked identities",
                        "base", issuer.path(""),
                        "username", person.username()),
                Map.of(
                        "notice",
                        notice(notice),
                        "links",
                        there.isEmpty()
                                ? "<p>Nothing is linked yet.</p>"
                                : "<ul>" + there + "</ul>",
                        "offers",
                        offers.toString()));
    }

    /** Removes one link; the CSRF token was checked on the way. */
    @PostMapping("/remove")
    ResponseEntity<String> remove(
            Authentication authentication,
            @RequestParam(defaultValue = "") String iss,
            @RequestParam(defaultValue = "") String sub,
            @RequestParam(defaultValue = "") String certificateSubject,
            @RequestParam(defaultValue = "") String certificateIssuer) {
        AccountId account = person(authentication).accountId();
        try {
            if (certificateSubject.isEmpty()) {
                links.unlink(account, new OidcIdentity(iss, sub));
            } else {
                links.unlinkCertificate(account, certificateSubject, certificateIssuer);
            }
        } catch (ApiFailure refused) {
            return message.answer(
                    refused.status(), "Nothing was removed", String.valueOf(refused.getMessage()));
        }
        return ResponseEntity.status(HttpStatusCode.valueOf(HttpStatus.FOUND.value()))
                .header("Location", issuer.path("/linking?notice=removed"))
                .build();
    }

    private SignedInPerson person(Authentication authentication) {
        return links.person(authentication)
                .orElseThrow(() ->
                        ApiFailure.forbidden("not-signed-in", "Sign in again to see this page"));
    }

    private String entry(String text, String path, CsrfToken csrf, Map<String, String> fields) {
        String action = links.enabled() ? form(path, "Remove", csrf, fields) : "";
        return "<li><span class=\"hint\">"
                + HtmlUtils.htmlEscape(text)
                + "</span>"
                + action
                + "</li>";
    }

    private String form(String path, String button, CsrfToken csrf, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", csrf.getToken());
        return Forms.form("post", issuer.path(path), button, all);
    }

    private static String notice(String notice) {
        // Only known words choose a text; nothing from the address reaches the page.
        String text =
                switch (notice) {
                    case "linked" -> "The identity is linked to your account.";
                    case "removed" -> "The link is removed.";
                    case "expired" -> "The page was open for too long. Please try again.";
                    default -> "";
                };
        return text.isEmpty() ? "" : "<p class=\"notice\" role=\"status\">" + text + "</p>";
    }
}
