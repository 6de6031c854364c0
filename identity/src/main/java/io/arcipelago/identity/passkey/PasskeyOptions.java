package io.arcipelago.identity.passkey;

import io.arcipelago.identity.account.AccountId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options for the browser as JSON (Web Authentication Level 3, sections 5.4 and 5.5); binary
 * values are base64url.
 */
final class PasskeyOptions {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String relyingParty;

    PasskeyOptions(String relyingParty) {
        this.relyingParty = relyingParty;
    }

    String creation(
            AccountId account,
            String username,
            String challenge,
            List<StoredPasskeys.Descriptor> known) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rp", Map.of("id", relyingParty, "name", "Arcipelago"));
        options.put(
                "user",
                Map.of(
                        "id", Passkeys.handle(account),
                        "name", username,
                        "displayName", username));
        options.put("challenge", challenge);
        options.put(
                "pubKeyCredParams",
                Passkeys.ALGORITHMS.stream()
                        .map(algorithm -> Map.of("type", "public-key", "alg", algorithm.getValue()))
                        .toList());
        options.put("timeout", TIMEOUT_MILLIS);
        options.put("excludeCredentials", descriptors(known));
        // A plain security key is good enough as a second factor.
        options.put(
                "authenticatorSelection",
                Map.of("residentKey", "preferred", "userVerification", "preferred"));
        options.put("attestation", "none");
        return JSON.writeValueAsString(options);
    }

    String request(
            String challenge,
            List<StoredPasskeys.Descriptor> allowed,
            boolean userVerificationRequired) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("challenge", challenge);
        options.put("rpId", relyingParty);
        options.put("timeout", TIMEOUT_MILLIS);
        options.put("allowCredentials", descriptors(allowed));
        options.put("userVerification", userVerificationRequired ? "required" : "preferred");
        return JSON.writeValueAsString(options);
    }

    private static List<Map<String, Object>> descriptors(List<StoredPasskeys.Descriptor> known) {
        return known.stream()
                .map(descriptor ->
                        Map.<String, Object>of(
                                "type", "public-key",
                                "id", descriptor.credentialId(),
                                "transports", descriptor.transports()))
                .toList();
    }
}
