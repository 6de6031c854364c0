package io.arcipelago.identity.linking;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
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

    LinkingController(OwnLinks links) {
        this.links = links;
    }

    @DeleteMapping("/OIDC")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeIdentity(
            Optional<Caller> caller,
            @Nullable Authentication authentication,
            @RequestParam(defaultValue = "") String iss,
            @RequestParam(defaultValue = "") String sub) {
        if (iss.isEmpty() || sub.isEmpty()) {
            throw missing("iss and sub");
        }
        links.unlink(links.self(caller, authentication), new OidcIdentity(iss, sub));
    }

    @DeleteMapping("/X509")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeCertificate(
            Optional<Caller> caller,
            @Nullable Authentication authentication,
            @RequestParam(defaultValue = "") String certificateSubject,
            @RequestParam(defaultValue = "") String certificateIssuer) {
        if (certificateSubject.isEmpty()) {
            throw missing("certificateSubject");
        }
        links.unlinkCertificate(
                links.self(caller, authentication), certificateSubject, certificateIssuer);
    }

    private static ApiFailure missing(String what) {
        return ApiFailure.badRequest("missing-parameter", "Send " + what);
    }
}
