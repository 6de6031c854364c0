package io.arcipelago.identity.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.linking.CertificateText;
import io.arcipelago.identity.linking.OwnLinks;
import io.arcipelago.identity.people.Found;
import io.arcipelago.identity.people.People;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Requests to link a certificate. A person asks for themselves; administrators decide. */
@RestController
@RequestMapping("/iam/cert_link_requests")
class CertificateRequestController {

    private static final int PAGE = 10;
    private static final int MAX_PAGE = 100;
    private static final int MAX_TEXT = 512;
    private static final int MAX_LABEL = 128;

    private final CertificateRequests requests;
    private final OwnLinks links;
    private final People people;
    private final Rights rights;

    CertificateRequestController(
            CertificateRequests requests, OwnLinks links, People people, Rights rights) {
        this.requests = requests;
        this.links = links;
        this.people = people;
        this.rights = rights;
    }

    /** What a person asks for. */
    record Wish(
            @Nullable String label,
            @Nullable String pemEncodedCertificate,
            @Nullable String notes) {}

    /** Why a request is rejected. */
    record Rejection(@Nullable String motivation) {}

    /** A request as told; times in milliseconds since 1970. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Answer(
            String uuid,
            String userUuid,
            String userFullName,
            String username,
            CertificateRequest.Status status,
            String label,
            String subjectDn,
            String issuerDn,
            String pemEncodedCertificate,
            String notes,
            String motivation,
            long creationTime,
            long lastUpdateTime) {

        static Answer of(CertificateRequest request) {
            return new Answer(
                    request.id().toString(),
                    request.account().toString(),
                    request.fullName(),
                    request.username(),
                    request.status(),
                    request.label(),
                    request.subjectDn(),
                    request.issuerDn(),
                    request.pem(),
                    request.notes(),
                    request.motivation(),
                    request.createdAt().toEpochMilli(),
                    request.updatedAt().toEpochMilli());
        }
    }

    @PostMapping
    Answer create(Caller caller, @RequestBody Wish wish) {
        links.requireEnabled();
        AccountId self = people.get(rights.self(caller)).id();
        String pem = wish.pemEncodedCertificate();
        return Answer.of(
                requests.create(
                        self,
                        bounded("label", wish.label(), MAX_LABEL),
                        CertificateText.parse(pem == null ? "" : pem),
                        bounded("notes", wish.notes(), MAX_TEXT)));
    }

    /** All for administrators, and everybody's own. */
    @GetMapping
    ListAnswer<Answer> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(defaultValue = "" + PAGE) Integer count) {
        Optional<AccountId> viewer =
                rights.has(caller, AdminScopes.READ)
                        ? Optional.empty()
                        : Optional.of(rights.self(caller));
        Slice slice = Slice.of(startIndex, count, MAX_PAGE);
        Found<CertificateRequest> found =
                requests.list(
                        viewer,
                        Optional.ofNullable(username).filter(name -> !name.isBlank()),
                        status(status),
                        slice);
        return new ListAnswer<>(
                found.total(),
                found.items().size(),
                slice.startIndex(),
                found.items().stream().map(Answer::of).toList());
    }

    @GetMapping("/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(visible(caller, id));
    }

    /** Administrators remove any request, a person their own while nobody has decided. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        CertificateRequest request = visible(caller, id);
        boolean administrator = rights.has(caller, AdminScopes.WRITE);
        if (!administrator && !rights.isSelf(caller, request.account())) {
            rights.require(caller, AdminScopes.WRITE);
        }
        requests.remove(request, !administrator, caller.subject());
    }

    @PostMapping("/{id}/approve")
    Answer approve(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.WRITE);
        return Answer.of(requests.approve(visible(caller, id), caller.subject()));
    }

    /** Some clients send the motivation as a parameter and others as JSON. */
    @PostMapping("/{id}/reject")
    Answer reject(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String motivation,
            @RequestBody(required = false) @Nullable Rejection body) {
        rights.require(caller, AdminScopes.WRITE);
        CertificateRequest request = visible(caller, id);
        String why =
                bounded(
                        "motivation",
                        motivation.isBlank() && body != null ? body.motivation() : motivation,
                        MAX_TEXT);
        if (why.isEmpty()) {
            throw ApiFailure.badRequest("no-motivation", "Reject motivation cannot be empty");
        }
        return Answer.of(requests.reject(request, why, caller.subject()));
    }

    /** The request if the caller may know of it; to all others it does not exist. */
    private CertificateRequest visible(Caller caller, String id) {
        return id(id).flatMap(requests::find)
                .filter(request ->
                        rights.has(caller, AdminScopes.READ, AdminScopes.WRITE)
                                || rights.isSelf(caller, request.account()))
                .orElseThrow(() ->
                        ApiFailure.notFound("no-request", "There is no request '" + id + "'"));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<CertificateRequest.Status> status(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CertificateRequest.Status.valueOf(text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw ApiFailure.badRequest(
                    "invalid-status", "status must be PENDING, APPROVED or REJECTED");
        }
    }

    private static String bounded(String what, @Nullable String text, int most) {
        String given = text == null ? "" : text.strip();
        if (given.length() > most) {
            throw ApiFailure.badRequest(
                    "too-long", what + " is longer than " + most + " characters");
        }
        return given;
    }
}
