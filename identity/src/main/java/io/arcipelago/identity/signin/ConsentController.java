package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.RegisteredClients;
import io.arcipelago.identity.policy.ScopePolicies;
import io.arcipelago.platform.web.ApiFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The page that asks a person whether a third-party client may have what it asks for. It shows what
 * is stored under the state, not what the address says.
 */
@RestController
class ConsentController {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final Issuer issuer;
    private final OAuth2AuthorizationService authorizations;
    private final RegisteredClients clients;
    private final Accounts accounts;
    private final ScopePolicies policies;
    private final PageTemplate page;

    ConsentController(
            Pages pages,
            Issuer issuer,
            OAuth2AuthorizationService authorizations,
            RegisteredClients clients,
            Accounts accounts,
            ScopePolicies policies) {
        this.page = pages.page("consent.html");
        this.issuer = issuer;
        this.authorizations = authorizations;
        this.clients = clients;
        this.accounts = accounts;
        this.policies = policies;
    }

    @GetMapping("/consent")
    ResponseEntity<String> consent(Authentication authentication, @RequestParam String state) {
        OAuth2Authorization waiting = authorizations.findByToken(state, STATE);
        if (waiting == null
                || !(authentication.getPrincipal() instanceof SignedInPerson person)
                || !person.getName().equals(waiting.getPrincipalName())) {
            throw ApiFailure.notFound(
                    "no-such-request",
                    "This question is no longer open; go back to the application and start again.");
        }
        OAuth2AuthorizationRequest request =
                waiting.getAttribute(OAuth2AuthorizationRequest.class.getName());
        RegisteredClient registered = clients.findById(waiting.getRegisteredClientId());
        if (request == null || registered == null) {
            throw ApiFailure.notFound("no-such-client", "The application is gone.");
        }
        return answer(RegisteredClients.clientOf(registered), person, request, state);
    }

    private ResponseEntity<String> answer(
            Client client,
            SignedInPerson person,
            OAuth2AuthorizationRequest request,
            String state) {
        // Only what will be given is shown.
        List<String> scopes =
                accounts.find(person.accountId())
                        .map(account -> policies.offered(account, client.id(), request.getScopes()))
                        .orElse(List.of());
        String destination =
                request.getRedirectUri() == null
                        ? client.redirectUris().iterator().next()
                        : request.getRedirectUri();
        return page.answer(
                Map.of(
                        "title", "Allow access",
                        "base", issuer.path(""),
                        "client", client.name(),
                        "clientId", client.id(),
                        "username", person.username(),
                        "destination", String.valueOf(URI.create(destination).getAuthority()),
                        "state", state),
                Map.of(
                        "scopes",
                        scopes.stream()
                                .map(ScopeTexts::of)
                                .map(text -> "<li>" + HtmlUtils.htmlEscape(text) + "</li>")
                                .collect(Collectors.joining("\n")),
                        "granted",
                        scopes.stream()
                                .map(scope ->
                                        "<input type=\"hidden\" name=\"scope\" value=\""
                                                + HtmlUtils.htmlEscape(scope)
                                                + "\">")
                                .collect(Collectors.joining("\n"))));
    }
}
