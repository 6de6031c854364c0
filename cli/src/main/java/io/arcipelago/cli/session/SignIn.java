package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The authorization code flow with PKCE for native applications (RFC 6749, section 4.1; RFC 7636;
 * RFC 8252). Who visits the provider's pages, a person's browser or this program, is the visitor's
 * affair.
 */
public final class SignIn {

    static final String SCOPES =
            "openid profile email offline_access deployments:read deployments:write";

    /** Goes through the provider's pages. */
    public interface Visitor {

        /** Where the provider sends the browser in the end; a loopback address. */
        String redirectUri();

        /** Visits and returns the address that the provider redirected to. */
        URI visit(Request request);
    }

    /**
     * A sign-in request.
     *
     * @param address what the browser opens
     * @param state comes back with the answer
     */
    public record Request(Provider provider, URI address, String state, String redirectUri) {}

    private final TokenEndpoint tokens;

    SignIn(TokenEndpoint tokens) {
        this.tokens = tokens;
    }

    Tokens run(Provider provider, Visitor visitor) {
        Pkce pkce = Pkce.random();
        String state = Pkce.randomText();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", TokenEndpoint.CLIENT);
        parameters.put("redirect_uri", visitor.redirectUri());
        parameters.put("scope", SCOPES);
        parameters.put("state", state);
        parameters.put("code_challenge", pkce.challenge());
        parameters.put("code_challenge_method", "S256");
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) ->
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(Http.encode(value)));
        URI address = URI.create(provider.authorization() + query.toString());
        URI answer = visitor.visit(new Request(provider, address, state, visitor.redirectUri()));
        String code = code(answer, state);
        return tokens.exchange(provider.token(), code, visitor.redirectUri(), pkce);
    }

    /** The code of an authorization response (RFC 6749, sections 4.1.2 and 10.12). */
    static String code(URI answer, String state) {
        Map<String, String> parameters = parameters(answer);
        if (!state.equals(parameters.get("state"))) {
            throw new CliFailure(
                    "The answer to the sign-in does not belong to the request (wrong state);"
                            + " nothing was taken from it. Try again.");
        }
        String error = parameters.get("error");
        if (error != null) {
            throw CliFailure.notSignedIn(
                    "The sign-in was refused: "
                            + parameters.getOrDefault("error_description", error));
        }
        String code = parameters.get("code");
        if (code == null || code.isEmpty()) {
            throw new CliFailure("The answer to the sign-in has no code.");
        }
        return code;
    }

    static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = address.getRawQuery();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(decode(name), decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
