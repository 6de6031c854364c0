package io.arcipelago.identity.grant;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.identity.token.Audiences;
import io.arcipelago.identity.token.Profiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.core.endpoint.OAuth2DeviceAuthorizationResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2DeviceAuthorizationResponseHttpMessageConverter;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Gives a device its two codes (RFC 8628, sections 3.1 and 3.2). {@code openid} is a scope like any
 * other here; a request without scopes means the person's usual ones.
 */
@Component
public final class DeviceAuthorization implements AuthenticationProvider {

    private static final Set<String> USUAL_SCOPES = Set.of("openid", "profile", "email");
    private static final AuthorizationGrantType GRANT = AuthorizationGrantType.DEVICE_CODE;

    /** Two equal user codes among thousands are rare enough; three times in a row is a fault. */
    private static final int ATTEMPTS = 3;

    private final DeviceRequests requests;
    private final DeviceSettings settings;
    private final ExpiredRows expiredRows;
    private final Issuer issuer;
    private final Profiles profiles;
    private final InstantSource clock;

    DeviceAuthorization(
            DeviceRequests requests,
            DeviceSettings settings,
            ExpiredRows expiredRows,
            Issuer issuer,
            Profiles profiles,
            InstantSource clock) {
        this.requests = requests;
        this.settings = settings;
        this.expiredRows = expiredRows;
        this.issuer = issuer;
        this.profiles = profiles;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2DeviceAuthorizationRequestAuthenticationToken request =
                (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
        AuthenticatedClient authenticated = AuthenticatedClient.of(request).using(GRANT);
        Client client = authenticated.client();
        Set<String> scopes = scopes(client, RequestedScopes.of(request.getScopes()));
        List<String> audience =
                Audiences.restriction(
                        client,
                        Audiences.requested(request.getAdditionalParameters()),
                        profiles.of(client).defaultAudience());
        String address = address(request);
        if (requests.waiting(client.id(), address) >= settings.maxWaiting()) {
            throw TokenFailure.temporarilyUnavailable(
                    "Too many device codes of client "
                            + client.id()
                            + " wait for an answer; use one of them or wait "
                            + settings.codeLife());
        }
        expiredRows.sweepIfDue();
        String deviceCode = Secrets.random();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String userCode = UserCodes.random();
            if (requests.open(
                    client.id(), scopes, audience, address, deviceCode, userCode, settings)) {
                Instant now = clock.instant();
                Instant expiry = now.plus(settings.codeLife());
                return new OAuth2DeviceAuthorizationRequestAuthenticationToken(
                        authenticated.principal(),
                        scopes,
                        new OAuth2DeviceCode(deviceCode, now, expiry),
                        new OAuth2UserCode(userCode, now, expiry));
            }
        }
        throw new IllegalStateException("No free user code was found");
    }

    private static Set<String> scopes(Client client, Set<String> requested) {
        if (requested.isEmpty()) {
            Set<String> usual = new TreeSet<>(USUAL_SCOPES);
            usual.retainAll(client.scopes());
            return usual;
        }
        if (!Scopes.allRegistered(client.scopes(), requested)) {
            throw TokenFailure.invalidScope(
                    "Client " + client.id() + " is not registered for all of these scopes");
        }
        return requested;
    }

    private static String address(Authentication request) {
        return request.getDetails() instanceof WebAuthenticationDetails details
                        && details.getRemoteAddress() != null
                ? details.getRemoteAddress()
                : "";
    }

    /** Writes the codes for the device. */
    public void answer(
            HttpServletRequest request, HttpServletResponse response, Authentication result)
            throws IOException {
        OAuth2DeviceAuthorizationRequestAuthenticationToken codes =
                (OAuth2DeviceAuthorizationRequestAuthenticationToken) result;
        OAuth2DeviceCode deviceCode = codes.getDeviceCode();
        OAuth2UserCode userCode = codes.getUserCode();
        if (deviceCode == null || userCode == null) {
            throw new IllegalStateException("A device authorization was granted without codes");
        }
        String page = issuer.url("/device");
        OAuth2DeviceAuthorizationResponse answer =
                OAuth2DeviceAuthorizationResponse.with(
                                deviceCode.getTokenValue(), userCode.getTokenValue())
                        .verificationUri(page)
                        .verificationUriComplete(page + "?user_code=" + userCode.getTokenValue())
                        .expiresIn(settings.codeLife().toSeconds())
                        .interval(settings.interval().toSeconds())
                        .additionalParameters(Map.of())
                        .build();
        new OAuth2DeviceAuthorizationResponseHttpMessageConverter()
                .write(answer, MediaType.APPLICATION_JSON, new ServletServerHttpResponse(response));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2DeviceAuthorizationRequestAuthenticationToken.class.isAssignableFrom(
                authentication);
    }
}
