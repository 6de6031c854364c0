package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Problem;
import io.arcipelago.cli.output.Refusal;
import java.net.URI;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An installation's OpenID provider, as its discovery document describes it. */
public record Provider(URI issuer, URI authorization, URI token, URI revocation) {

    /**
     * Asks the installation for its provider (OpenID Connect Discovery 1.0, section 4).
     *
     * @param url the installation
     */
    public static Provider discover(Http http, JsonMapper json, URI url) {
        URI document = URI.create(url + "/identity/.well-known/openid-configuration");
        HttpResponse<String> answer = http.get(document);
        if (answer.statusCode() != 200) {
            throw new Refusal(Problem.of(answer.statusCode(), answer.body(), json));
        }
        try {
            JsonNode node = json.readTree(answer.body());
            return new Provider(
                    address(node, "issuer", document),
                    address(node, "authorization_endpoint", document),
                    address(node, "token_endpoint", document),
                    address(node, "revocation_endpoint", document));
        } catch (JacksonException e) {
            throw new CliFailure(
                    document + " is no discovery document; is this an Arcipelago installation?", e);
        }
    }

    private static URI address(JsonNode node, String member, URI document) {
        String value = node.path(member).asString("");
        if (!value.startsWith("http://") && !value.startsWith("https://")) {
            throw new CliFailure("%s has no usable %s ('%s')".formatted(document, member, value));
        }
        return URI.create(value);
    }

    /** Whether an address belongs to the provider, so that a password may be sent there. */
    boolean owns(URI address) {
        return issuer.getScheme().equals(address.getScheme())
                && issuer.getAuthority().equals(address.getAuthority());
    }
}
