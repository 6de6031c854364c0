package io.arcipelago.identity.key;

import com.nimbusds.jose.jwk.JWKSet;
import io.arcipelago.identity.Secrets;
import java.nio.charset.StandardCharsets;

/**
 * The published key set as it goes over the wire, made once for each change of the keys.
 *
 * @param json the document in UTF-8
 * @param tag its entity tag, with quotation marks (RFC 9110, section 8.8.3)
 */
public record KeySetDocument(String json, String tag) {

    static KeySetDocument of(JWKSet keys) {
        String json = keys.toString(true);
        return new KeySetDocument(json, '"' + Secrets.digest(json) + '"');
    }

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
