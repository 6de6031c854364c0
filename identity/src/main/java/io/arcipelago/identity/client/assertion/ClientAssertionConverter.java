package io.arcipelago.identity.client.assertion;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads {@code client_assertion} (RFC 7521, section 4.2). Spring's own reader wants a {@code
 * client_id} beside it, which the RFC leaves to the client.
 */
public final class ClientAssertionConverter implements AuthenticationConverter {

    /** The one type of assertion that is known. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final int MAX_LENGTH = 8192;

    /** What Spring's check of the code verifier looks at. */
    private static final List<String> FOR_VERIFIER =
            List.of(
                    OAuth2ParameterNames.GRANT_TYPE,
                    OAuth2ParameterNames.CODE,
                    PkceParameterNames.CODE_VERIFIER);

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String assertion = single(request, OAuth2ParameterNames.CLIENT_ASSERTION);
        String type = single(request, OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        if (assertion == null && type == null) {
            return null;
        }
        if (assertion == null || !TYPE.equals(type)) {
            throw invalidRequest(
                    "client_assertion and client_assertion_type belong together; the type is "
                            + TYPE);
        }
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null) {
            throw invalidRequest("Send one kind of client authentication, not two");
        }
        if (assertion.length() > MAX_LENGTH) {
            throw invalidRequest("client_assertion has more than " + MAX_LENGTH + " characters");
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String name : FOR_VERIFIER) {
            String value = single(request, name);
            if (value != null) {
                parameters.put(name, value);
            }
        }
        return new OAuth2ClientAuthenticationToken(
                clientId(request, assertion),
                new ClientAuthenticationMethod(TYPE),
                assertion,
                parameters);
    }

    /** Who the client says it is; that is checked later, against the key. */
    private static String clientId(HttpServletRequest request, String assertion) {
        String named = single(request, OAuth2ParameterNames.CLIENT_ID);
        if (named != null) {
            return named;
        }
        try {
            String subject = SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
            if (subject != null && !subject.isBlank()) {
                return subject;
            }
        } catch (ParseException notAJwt) {
            throw invalidClient("client_assertion is not a signed JWT");
        }
        throw invalidClient("client_assertion has no sub; it must be the client_id");
    }

    private static @Nullable String single(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values == null || (values.length == 1 && values[0].isBlank())) {
            return null;
        }
        if (values.length > 1) {
            throw invalidRequest(name + " is there more than once");
        }
        return values[0];
    }

    private static AssertionRefused invalidRequest(String description) {
        return new AssertionRefused(OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    static AssertionRefused invalidClient(String description) {
        return new AssertionRefused(OAuth2ErrorCodes.INVALID_CLIENT, description);
    }
}
