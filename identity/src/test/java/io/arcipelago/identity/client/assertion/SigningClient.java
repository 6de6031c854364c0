package io.arcipelago.identity.client.assertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A client that signs assertions as a foreign program would. */
record SigningClient(Provider provider, String id) {

    /** The claims of a good assertion. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(provider.issuer() + "/token")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(provider.clock().instant().plus(Duration.ofMinutes(2))));
    }

    static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String kid, JWSSigner signer) {
        JWSHeader.Builder header = new JWSHeader.Builder(algorithm);
        SignedJWT jwt = new SignedJWT((kid.isEmpty() ? header : header.keyID(kid)).build(), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    /** Asks for a token of its own, showing the assertion and no client_id. */
    HttpResponse<String> token(String assertion) {
        return call("/token", assertion, Map.of("grant_type", "client_credentials"));
    }

    HttpResponse<String> call(String endpoint, String assertion, Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>(further);
        form.put("client_assertion_type", ClientAssertionConverter.TYPE);
        form.put("client_assertion", assertion);
        return new Browser(provider).post("/identity" + endpoint, form);
    }
}
