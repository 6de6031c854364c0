package io.arcipelago.identity.linking;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.factor.OwnToken;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes links away, for the person of the token or of the browser session; the parameters come in
 * the query or as a form.
 */
@RestController
@RequestMapping("/iam/account-linking")
class LinkingController {

    private final OwnLinks links;
    private final OwnToken tokens;
    private final Issuer issuer;

    LinkingController(OwnLinks links, OwnToken tokens, Issuer issuer) {
        this.links = links;
        this.tokens = tokens;
        this.issuer = issuer;
    }

    /**
     * A token cannot add a way to sign in: whoever stole one for an hour would be let in for ever.
     */
    @PostMapping(
            path = {"/OIDC", "/X509"},
            headers = "Authorization")
    void link(Caller caller) {
        links.requireEnabled();
        throw ApiFailure.badRequest(
                "needs-browser",
                "Linking needs a sign-in; open " + issuer.url("/linking") + " in a browser");
    }

    @DeleteMapping("/OIDC")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeIdentity(
            HttpServletRequest request,
            Optional<Caller> caller,
            @Nullable Authentication authentication,
            @RequestParam(defaultValue = "") String iss,
            @RequestParam(defaultValue = "") String sub) {
        if (iss.isEmpty() || sub.isEmpty()) {
            throw missing("iss and sub");
        }
        links.unlink(self(request, caller, authentication), new OidcIdentity(iss, sub));
    }

    @DeleteMapping("/X509")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeCertificate(
            HttpServletRequest request,
            Optional<Caller> caller,
            @Nullable Authentication authentication,
            @RequestParam(defaultValue = "") String certificateSubject,
            @RequestParam(defaultValue = "") String certificateIssuer) {
        if (certificateSubject.isEmpty()) {
            throw missing("certificateSubject");
        }
        links.unlinkCertificate(
                self(request, caller, authentication), certificateSubject, certificateIssuer);
    }

    private AccountId self(
            HttpServletRequest request,
            Optional<Caller> caller,
            @Nullable Authentication authentication) {
        return caller.isPresent() ? tokens.self(caller.get(), request) : links.self(authentication);
    }

    private static ApiFailure missing(String what) {
        return ApiFailure.badRequest("missing-parameter", "Send " + what);
    }
}
