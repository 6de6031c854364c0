package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The authorization code flow of one client, step by step, so that a test can go wrong in each. */
final class CodeFlow {

    /** A verifier of RFC 7636, appendix B, and its challenge. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final SecureProduct product;
    private final SecureProduct.Registered client;
    private final String redirectUri;
    private final String scope;

    CodeFlow(
            SecureProduct product,
            SecureProduct.Registered client,
            String redirectUri,
            String scope) {
        this.product = product;
        this.client = client;
        this.redirectUri = redirectUri;
        this.scope = scope;
    }

    /** The parameters of a good request. */
    Map<String, String> request() {
        Map<String, String> request = new HashMap<>();
        request.put("response_type", "code");
        request.put("client_id", client.id());
        request.put("redirect_uri", redirectUri);
        request.put("scope", scope);
        request.put("state", "the-state");
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        return request;
    }

    String url(Map<String, String> request) {
        return product.issuer() + "/authorize?" + PageForm.encode(request);
    }

    /** Signs somebody in and comes to where the client gets its answer, or to the consent page. */
    Curl.Answer upToConsent(Curl person, String user, String password) {
        Curl.Answer page = person.follow(person.get(url(request())), product.origin());
        if (page.body().contains("name=\"password\"")) {
            page =
                    person.follow(
                            person.submit(page, Map.of("username", user, "password", password)),
                            product.origin());
        }
        return page;
    }

    /** A code for somebody who allows everything. */
    String code(Curl person, String user) {
        Curl.Answer page = upToConsent(person, user, product.password(user));
        if (page.status() == 200) {
            page = person.submit(page, Map.of());
        }
        assertThat(page.redirect()).as(page.body()).startsWith(redirectUri + "?");
        return query(page.redirect()).getOrDefault("code", "");
    }

    /** Sends the code to the token endpoint. */
    Curl.Answer exchange(Curl program, String code) {
        return program.form(
                product.issuer() + "/token",
                Map.of(
                        "client_id",
                        client.id(),
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        redirectUri,
                        "code_verifier",
                        VERIFIER));
    }

    Curl.Answer refresh(Curl program, String refreshToken) {
        return program.form(
                product.issuer() + "/token",
                Map.of(
                        "client_id",
                        client.id(),
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken));
    }

    static Map<String, String> query(String url) {
        String query = URI.create(url).getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        pair -> pair[0],
                                        pair ->
                                                URLDecoder.decode(
                                                        pair[1], StandardCharsets.UTF_8)));
    }
}
