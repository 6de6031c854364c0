package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.grant.DeviceRequests;
import io.arcipelago.identity.limit.GuessThrottle;
import io.arcipelago.identity.policy.ScopePolicies;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages where a person enters the code that a device shows, and allows or denies what it asks
 * for (RFC 8628, section 3.3). A link with the code only fills the field in: it decides nothing.
 */
@RestController
class DeviceController {

    private static final int LONGEST_CODE = 20;

    private final Issuer issuer;
    private final DeviceRequests requests;
    private final Clients clients;
    private final Accounts accounts;
    private final ScopePolicies policies;
    private final GuessThrottle throttle;
    private final AuditTrail audit;
    private final PageTemplate codePage;
    private final PageTemplate answerPage;

    DeviceController(
            Pages pages,
            Issuer issuer,
            DeviceRequests requests,
            Clients clients,
            Accounts accounts,
            ScopePolicies policies,
            GuessThrottle throttle,
            AuditTrail audit) {
        this.codePage = pages.page("device.html");
        this.answerPage = pages.page("device-answer.html");
        this.issuer = issuer;
        this.requests = requests;
        this.clients = clients;
        this.accounts = accounts;
        this.policies = policies;
        this.throttle = throttle;
        this.audit = audit;
    }

    @GetMapping("/device")
    ResponseEntity<String> code(
            CsrfToken csrf,
            @RequestParam(name = "user_code", defaultValue = "") String userCode,
            @RequestParam(defaultValue = "") String notice) {
        return codePage.answer(
                Map.of(
                        "title",
                        "Connect a device",
                        "base",
                        issuer.path(""),
                        "csrf",
                        csrf.getToken(),
                        "code",
                        userCode.substring(0, Math.min(userCode.length(), LONGEST_CODE))),
                Map.of(
                        "notice",
                        notice(notice),
                        "invalid",
                        notice.equals("unknown")
                                ? " aria-invalid=\"true\" aria-describedby=\"notice\""
                                : ""));
    }

    @PostMapping("/device")
    ResponseEntity<String> enter(
            Authentication authentication,
            HttpServletRequest request,
            CsrfToken csrf,
            @RequestParam(name = "user_code", defaultValue = "") String userCode) {
        SignedInPerson person = person(authentication);
        if (!admitted(person, request.getRemoteAddr())) {
            return toNotice("throttled");
        }
        Optional<DeviceRequests.Question> question = requests.claim(userCode, person.accountId());
        Optional<Client> client =
                question.map(DeviceRequests.Question::clientId).flatMap(clients::find);
        if (question.isEmpty() || client.isEmpty()) {
            return toNotice("unknown");
        }
        throttle.takeBack(accountKey(person), "");
        throttle.takeBack("device codes", request.getRemoteAddr());
        List<String> scopes = offered(person, question.get());
        return answerPage.answer(
                Map.of(
                        "title", "Connect a device",
                        "base", issuer.path(""),
                        "csrf", csrf.getToken(),
                        "client", client.get().name(),
                        "clientId", client.get().id(),
                        "username", person.username(),
                        "request", question.get().id().toString()),
                Map.of("scopes", scopes.stream().map(this::choice).collect(Collectors.joining())));
    }

    @PostMapping("/device/answer")
    ResponseEntity<String> answer(
            Authentication authentication,
            @RequestParam UUID request,
            @RequestParam(defaultValue = "deny") String decision,
            @RequestParam MultiValueMap<String, String> form) {
        SignedInPerson person = person(authentication);
        // Not a list parameter: a path in a scope may hold a comma, but no scope holds a space.
        List<String> offered =
                requests.question(request, person.accountId())
                        .map(question -> offered(person, question))
                        .orElse(List.of());
        Set<String> scopes =
                form.getOrDefault("scope", List.of()).stream()
                        .flatMap(value -> Arrays.stream(value.split(" ")))
                        .filter(offered::contains)
                        .collect(Collectors.toSet());
        Optional<DeviceRequests.Answer> answer =
                requests.answer(request, person, decision.equals("approve"), scopes);
        if (answer.isEmpty()) {
            return toNotice("unknown");
        }
        boolean approved = answer.get().approved();
        audit.deviceAnswered(
                person.getName(),
                answer.get().clientId(),
                approved,
                String.join(" ", new TreeSet<>(answer.get().scopes())));
        return toNotice(approved ? "approved" : "denied");
    }

    /** What the person can give of what is asked for: only that is shown and taken. */
    private List<String> offered(SignedInPerson person, DeviceRequests.Question question) {
        return accounts.find(person.accountId())
                .map(account -> policies.offered(account, question.clientId(), question.scopes()))
                .orElse(List.of());
    }

    /** Counts the attempt for the account and for the address; both must be free. */
    private boolean admitted(SignedInPerson person, String address) {
        return throttle.admit(accountKey(person), "") && throttle.admit("device codes", address);
    }

    /** No user name has a space, so that these counts and those of sign-ins stay apart. */
    private static String accountKey(SignedInPerson person) {
        return "device codes of " + person.getName();
    }

    private String choice(String scope) {
        String escaped = HtmlUtils.htmlEscape(scope);
        return "<li><label><input type=\"checkbox\" name=\"scope\" value=\""
                + escaped
                + "\" checked> "
                + HtmlUtils.htmlEscape(ScopeTexts.of(scope))
                + "</label></li>\n";
    }

    /** Only known words choose a text; nothing from the address reaches the page. */
    private static String notice(String notice) {
        return switch (notice) {
            case "unknown" ->
                    error("This code is not known, or not any more. Look at the device again.");
            case "throttled" ->
                    error("Too many wrong codes. Wait a while before you try the next one.");
            case "expired" ->
                    status("The page was open for too long. Please enter the code again.");
            case "approved" -> status("The device is connected. You can close this page.");
            case "denied" -> status("The device was not connected.");
            default -> "";
        };
    }

    private static String error(String text) {
        return "<p id=\"notice\" class=\"notice error\" role=\"alert\">" + text + "</p>";
    }

    private static String status(String text) {
        return "<p id=\"notice\" class=\"notice\" role=\"status\">" + text + "</p>";
    }

    private ResponseEntity<String> toNotice(String notice) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(issuer.path("/device?notice=" + notice)))
                .build();
    }

    private static SignedInPerson person(Authentication authentication) {
        if (authentication.getPrincipal() instanceof SignedInPerson person) {
            return person;
        }
        throw ApiFailure.forbidden("not-signed-in", "Sign in as a person to connect a device.");
    }
}
