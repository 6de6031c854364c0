package io.arcipelago.identity.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.linking.CertificateText;
import io.arcipelago.identity.linking.OwnLinks;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.request.RequestDesk;
import io.arcipelago.identity.request.RequestHeader;
import io.arcipelago.identity.request.RequestState;
import io.arcipelago.platform.security.Caller;
import java.util.Optional;
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

    private static final int MAX_LABEL = 128;

    private final CertificateRequests requests;
    private final OwnLinks links;
    private final People people;
    private final Rights rights;
    private final RequestDesk<CertificateRequest> desk;

    CertificateRequestController(
            CertificateRequests requests, OwnLinks links, People people, Rights rights) {
        this.requests = requests;
        this.links = links;
        this.people = people;
        this.rights = rights;
        this.desk = new RequestDesk<>(rights, requests::find, (caller, request) -> false);
    }

    /** What a person asks for. */
    record Wish(
            @Nullable String label,
            @Nullable String pemEncodedCertificate,
            @Nullable String notes) {}

    /** A request as told; times in milliseconds since 1970. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Answer(
            String uuid,
            String userUuid,
            String userFullName,
            String username,
            RequestState status,
            String label,
            String subjectDn,
            String issuerDn,
            String pemEncodedCertificate,
            String notes,
            String motivation,
            long creationTime,
            long lastUpdateTime) {

        static Answer of(CertificateRequest request) {
            RequestHeader header = request.header();
            return new Answer(
                    header.id().toString(),
                    header.account().toString(),
                    header.fullName(),
                    header.username(),
                    header.state(),
                    request.label(),
                    request.subjectDn(),
                    request.issuerDn(),
                    request.pem(),
                    header.notes(),
                    header.motivation(),
                    header.createdAt().toEpochMilli(),
                    header.updatedAt().toEpochMilli());
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
                        stripped("label", wish.label(), MAX_LABEL),
                        CertificateText.parse(pem == null ? "" : pem),
                        stripped("notes", wish.notes(), RequestDesk.MAX_TEXT)));
    }

    /** All for administrators, and everybody's own. */
    @GetMapping
    ListAnswer<Answer> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(defaultValue = "" + RequestDesk.PAGE) Integer count) {
        Slice slice = Slice.of(startIndex, count, RequestDesk.MAX_PAGE);
        Found<CertificateRequest> found =
                requests.list(
                        desk.viewer(caller),
                        Optional.ofNullable(username).filter(name -> !name.isBlank()),
                        RequestState.wanted(status),
                        slice);
        return ListAnswer.of(found, slice, Answer::of);
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
        requests.remove(request, desk.removesOnlyPending(caller, request), caller.subject());
    }

    @PostMapping("/{id}/approve")
    Answer approve(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.WRITE);
        return Answer.of(requests.approve(visible(caller, id), caller.subject()));
    }

    @PostMapping("/{id}/reject")
    Answer reject(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String motivation,
            @RequestBody(required = false) byte @Nullable [] body) {
        rights.require(caller, AdminScopes.WRITE);
        CertificateRequest request = visible(caller, id);
        return Answer.of(
                requests.reject(
                        request, RequestDesk.motivation(motivation, body), caller.subject()));
    }

    private CertificateRequest visible(Caller caller, String id) {
        return desk.visible(caller, id, AdminScopes.READ, AdminScopes.WRITE);
    }

    private static String stripped(String what, @Nullable String text, int most) {
        return RequestDesk.bounded(what, text == null ? "" : text.strip(), most);
    }
}
