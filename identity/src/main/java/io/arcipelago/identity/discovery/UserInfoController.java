package io.arcipelago.identity.discovery;

import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.dpop.ShownTokens;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
import io.arcipelago.identity.token.Profiles;
import io.arcipelago.platform.security.dpop.DpopRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The claims about the person behind an access token (OpenID Connect Core 1.0, section 5.3). It
 * checks the token itself: any audience will do, but revocation counts at once.
 */
@RestController
class UserInfoController {

    private final AccessTokens accessTokens;
    private final ShownTokens shown;
    private final Accounts accounts;
    private final Clients clients;
    private final Profiles profiles;
    private final AuditTrail audit;

    UserInfoController(
            AccessTokens accessTokens,
            ShownTokens shown,
            Accounts accounts,
            Clients clients,
            Profiles profiles,
            AuditTrail audit) {
        this.accessTokens = accessTokens;
        this.shown = shown;
        this.accounts = accounts;
        this.clients = clients;
        this.profiles = profiles;
        this.audit = audit;
    }

    @RequestMapping(
            path = "/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<Map<String, Object>> userInfo(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "")
                    String authorization) {
        Optional<String> value = ShownTokens.in(authorization);
        if (value.isEmpty()) {
            return refused(HttpStatus.UNAUTHORIZED, "Bearer", "invalid_request");
        }
        Optional<AccessToken> token = accessTokens.verify(value.get());
        if (token.isEmpty()) {
            return refused(
                    HttpStatus.UNAUTHORIZED, "Bearer error=\"invalid_token\"", "invalid_token");
        }
        try {
            shown.check(token.get(), value.get());
        } catch (DpopRefused refused) {
            return refused(
                    HttpStatus.UNAUTHORIZED,
                    refused.challenge(),
                    refused.getError().getErrorCode());
        }
        Optional<Person> person = token.get().account().flatMap(accounts::find);
        if (person.isEmpty() || !token.get().scopes().contains("openid")) {
            return refused(
                    HttpStatus.FORBIDDEN,
                    "Bearer error=\"insufficient_scope\", scope=\"openid\"",
                    "insufficient_scope");
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", person.get().id().toString());
        clients.find(token.get().clientId())
                .map(profiles::of)
                .map(profile -> profile.personClaims(person.get(), token.get().scopes()))
                .ifPresent(claims::putAll);
        audit.userInfoRead(person.get().id().toString(), token.get().clientId());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(claims);
    }

    private static ResponseEntity<Map<String, Object>> refused(
            HttpStatus status, String challenge, String error) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .body(Map.of("error", error));
    }
}
